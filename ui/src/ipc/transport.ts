// The one place that talks to the host. Everything above it sees an interface, which tests replace.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Change } from "./bindings/Change";

/** What the host announces: what changed, not how. */
export interface HostEvents {
  changed: Change;
}

export type StopListening = () => void;

export interface Transport {
  /** Runs a command; rejects with a `CommandError`. */
  invoke(command: string, args?: object): Promise<unknown>;
  /** Calls `handler` for each event until the returned function is called. */
  listen<Name extends keyof HostEvents>(
    event: Name,
    handler: (payload: HostEvents[Name]) => void,
  ): Promise<StopListening>;
}

export const hostTransport: Transport = {
  invoke: (command, args) => invoke(command, { ...args }),
  listen: (event, handler) => listen<never>(event, ({ payload }) => handler(payload)),
};

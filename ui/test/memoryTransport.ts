// A transport without a host. Answers from a table and records every call.
import type { CommandName } from "../src/ipc/commands";
import type { HostEvents, StopListening, Transport } from "../src/ipc/transport";

type Args = Record<string, unknown>;
export type Answer = (args: Args) => unknown;
export type { CommandName };

type Handler = (payload: never) => void;

export class MemoryTransport implements Transport {
  readonly calls: { command: string; args: Args }[] = [];
  private readonly answers = new Map<string, Answer>();
  private readonly handlers = new Map<string, Set<Handler>>();

  /** Sets the answer of a command. The command rejects with a thrown or rejected value. */
  on(command: CommandName, answer: Answer): this {
    this.answers.set(command, answer);
    return this;
  }

  async invoke(command: string, args: object = {}): Promise<unknown> {
    const copy = { ...args } as Args;
    this.calls.push({ command, args: copy });
    const answer = this.answers.get(command);
    if (!answer) throw new Error(`no answer for ${command}`);
    return structuredClone(await answer(copy));
  }

  async listen<Name extends keyof HostEvents>(
    event: Name,
    handler: (payload: HostEvents[Name]) => void,
  ): Promise<StopListening> {
    const set = this.handlers.get(event) ?? new Set<Handler>();
    this.handlers.set(event, set.add(handler));
    return () => set.delete(handler);
  }

  emit<Name extends keyof HostEvents>(event: Name, payload: HostEvents[Name]) {
    for (const handler of this.handlers.get(event) ?? []) (handler as (p: HostEvents[Name]) => void)(payload);
  }

  /** The number of listeners of an event. */
  listenersOf(event: keyof HostEvents): number {
    return this.handlers.get(event)?.size ?? 0;
  }

  callsOf(command: CommandName): Args[] {
    return this.calls.filter((call) => call.command === command).map(({ args }) => args);
  }
}

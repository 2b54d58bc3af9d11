// Provides the commands and their transport to queries and mutations.
import { createContext, useContext } from "react";
import type { Commands } from "./commands";
import type { Transport } from "./transport";

export interface Ipc {
  commands: Commands;
  transport: Transport;
}

export const IpcContext = createContext<Ipc | null>(null);

export function useIpc(): Ipc {
  const ipc = useContext(IpcContext);
  if (!ipc) throw new Error("IpcContext is missing above this component");
  return ipc;
}

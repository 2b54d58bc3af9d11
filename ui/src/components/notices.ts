import { createContext, useContext } from "react";

export interface Notice {
  intent: "success" | "warning" | "error";
  /** What a screen reader hears, once. */
  text: string;
  /** When what was copied leaves the clipboard, UTC. */
  clearsAt?: string | null;
}

export const NoticesContext = createContext<(notice: Notice | null) => void>(() => undefined);

/** Tells the person something in passing; null takes away what is told. What they must not miss belongs on the page. */
export function useNotify(): (notice: Notice | null) => void {
  return useContext(NoticesContext);
}

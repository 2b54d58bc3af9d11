import { createContext, useContext } from "react";

export interface Notice {
  intent: "success" | "warning" | "error";
  /** The text for screen readers, read once. */
  text: string;
  /** When what was copied leaves the clipboard, UTC. */
  clearsAt?: string | null;
}

export const NoticesContext = createContext<(notice: Notice | null) => void>(() => undefined);

/** Shows a notice, or removes it for null. A text that the person must not miss belongs on the page. */
export function useNotify(): (notice: Notice | null) => void {
  return useContext(NoticesContext);
}

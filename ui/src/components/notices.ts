import { createContext, useContext } from "react";
import type { CommandError } from "../ipc/bindings/CommandError";

export interface Notice {
  intent: "success" | "warning" | "error";
  /** The text for screen readers, read once. */
  text: string;
  /** When what was copied leaves the clipboard, UTC. */
  clearsAt?: string | null;
  /** The error that the text tells of; its details are one click away. */
  error?: CommandError;
  /** Leads to what the text tells of. */
  link?: { text: string; onUse: () => void };
}

export const NoticesContext = createContext<(notice: Notice | null) => void>(() => undefined);

/** Tells the place where notices stand; without one they lie over the lower right corner. */
export const NoticesPlaceContext = createContext<(place: HTMLElement | null) => void>(() => undefined);

/** Shows a notice, or removes it for null. A text that the person must not miss belongs on the page. */
export function useNotify(): (notice: Notice | null) => void {
  return useContext(NoticesContext);
}

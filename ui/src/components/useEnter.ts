import { useEffect, useRef } from "react";
import { isInOverlay } from "./useShortcut";

/** Runs the main action of a page on Enter, unless a button or link has the focus, which then hears it. The action says whether it ran. */
export function useEnter(action: () => boolean) {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey && !event.repeat;
      if (event.key !== "Enter" || !isPlain || event.defaultPrevented || isInOverlay()) return;
      if (!(event.target instanceof Element) || !event.target.matches("body, main, h1, input")) return;
      if (latest.current()) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

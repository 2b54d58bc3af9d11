import { type RefObject, useLayoutEffect, useRef } from "react";
import { touchesSelection } from "./selection";

/**
 * Handles Ctrl+C and Cut on a shown key: the host copies it and later clears the clipboard. The webview would leave it
 * there.
 */
export function useRevealedCopy(
  row: RefObject<HTMLElement | null>,
  value: RefObject<HTMLElement | null>,
  copyKey: (() => void) | null,
) {
  const latest = useRef(copyKey);
  latest.current = copyKey;
  const isShown = copyKey !== null;
  // Starts when the key is on the page.
  useLayoutEffect(() => {
    if (!isShown) return;
    const onCopy = (event: ClipboardEvent) => {
      const isInRow = row.current?.contains(document.activeElement) ?? false;
      const isMeant = isInRow && (document.getSelection()?.isCollapsed ?? true);
      if (!isMeant && !touchesSelection(value.current)) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current?.();
    };
    document.addEventListener("copy", onCopy, true);
    document.addEventListener("cut", onCopy, true);
    return () => {
      document.removeEventListener("copy", onCopy, true);
      document.removeEventListener("cut", onCopy, true);
    };
  }, [isShown, row, value]);
}

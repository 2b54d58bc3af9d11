import { useEffect, useRef } from "react";

/**
 * Runs `action` when `key` is pressed alone; not while the person types, and not while a dialog, menu or
 * popover is open, which then handles the key.
 */
export function useShortcut(key: string, action: (event: KeyboardEvent) => void) {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== key || event.defaultPrevented || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isInOverlay()) return;
      latest.current(event);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [key]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable=true]");
}

/** Whether a dialog or menu is open, which then hears the keys. */
export function isInOverlay(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}

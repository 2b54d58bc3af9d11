import { useEffect, useRef } from "react";
import { useSettings } from "../ipc/queries";
import { chordsOf, isPressed, isSingleKey, type ShortcutId, shortcutIds, shortcuts } from "./shortcuts";

/** Runs on the keys of a shortcut. `false` leaves them to others. */
type Action = () => unknown;

/** What listens to each shortcut, the newest last. */
const listening = new Map<ShortcutId, Action[]>();

/**
 * Runs `action` on the keys of a shortcut. If several listen, the newest one goes first. A key without a modifier does
 * nothing while the person types, and nothing if single keys are switched off.
 */
export function useShortcut(id: ShortcutId, action: Action) {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const run: Action = () => latest.current();
    listening.set(id, [...(listening.get(id) ?? []), run]);
    return () => {
      listening.set(
        id,
        (listening.get(id) ?? []).filter((other) => other !== run),
      );
    };
  }, [id]);
}

/** Whether keys without a modifier act. Not before the settings are known. */
export function useSingleKeys(): boolean {
  return useSettings().data?.singleKeys ?? false;
}

/** Hears all shortcuts of the window. The root of the window has it. */
export function useShortcutKeys() {
  const hasSingleKeys = useSingleKeys();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const id = event.defaultPrevented ? undefined : meantBy(event, hasSingleKeys);
      if (id === undefined) return;
      const { isTaken, isEverywhere, repeats } = shortcuts[id];
      if (isTaken) event.preventDefault();
      if ((event.repeat && !repeats) || (!isEverywhere && isInOverlay())) return;
      if (runShortcut(id)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [hasSingleKeys]);
}

/** Does what the keys of a shortcut do; false if nothing wanted them. */
export function runShortcut(id: ShortcutId): boolean {
  const newestFirst = (listening.get(id) ?? []).toReversed();
  return newestFirst.some((action) => action() !== false);
}

/** Whether the page that is shown does something on the keys of a shortcut. */
export function isShortcutUsed(id: ShortcutId): boolean {
  return (listening.get(id) ?? []).length > 0;
}

function meantBy(event: KeyboardEvent, hasSingleKeys: boolean): ShortcutId | undefined {
  const isInField = isTyping(event.target);
  return shortcutIds.find((id) =>
    chordsOf(id, hasSingleKeys).some(
      (chord) => isPressed(chord, event) && !(isInField && (isSingleKey(chord) || chord.key === "Escape")),
    ),
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable=true]");
}

/** Whether a dialog or menu is open, which then hears the keys. */
export function isInOverlay(): boolean {
  return document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;
}

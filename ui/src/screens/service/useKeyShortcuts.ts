import type { RefObject } from "react";
import { useShortcut } from "../../components/useShortcut";
import type { KeySlot } from "../../ipc/bindings/KeySlot";

interface KeyShortcuts {
  copy: () => void;
  reveal: () => void;
}

/** The keys to copy and to show, for the focused row, or for the primary key if no row has the focus. */
export function useKeyShortcuts(
  row: RefObject<HTMLElement | null>,
  slot: KeySlot,
  actions: KeyShortcuts | null,
) {
  const isMeant = () => {
    const focused = document.activeElement;
    if (row.current?.contains(focused)) return true;
    const rows = row.current?.parentElement;
    return slot === "primary" && !(rows?.contains(focused) ?? false);
  };
  useShortcut("copy", () => isMeant() && actions?.copy());
  useShortcut("reveal", () => isMeant() && actions?.reveal());
}

const EVENT = "latchkey-focus-table";

/** Moves the focus into a table, to its first row, which may be out of sight. */
export function focusTable(table: HTMLElement | null) {
  table?.dispatchEvent(new Event(EVENT));
}

/** Calls `onFocus` on each `focusTable`. Returns how to stop that. */
export function onFocusTable(table: HTMLElement, onFocus: () => void): () => void {
  table.addEventListener(EVENT, onFocus);
  return () => table.removeEventListener(EVENT, onFocus);
}

/** Moves the focus into a table, to the line that Tab would come to. */
export function focusTable(table: HTMLElement | null) {
  table?.querySelector<HTMLElement>("[data-index][tabindex='0']")?.focus();
}

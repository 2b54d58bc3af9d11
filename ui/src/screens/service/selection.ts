// The selection of the page.

/** Whether a part of an element is selected. */
export function touchesSelection(element: Element | null): boolean {
  const selection = document.getSelection();
  if (!element || !selection || selection.isCollapsed) return false;
  return selection.getRangeAt(0).intersectsNode(element);
}

/** Clears the selection if a part of an element is selected. */
export function clearSelectionOf(element: Element | null) {
  if (touchesSelection(element)) document.getSelection()?.removeAllRanges();
}

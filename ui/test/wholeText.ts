// Finds a text that has elements in it, such as a name that is set off from the text around it.

/** Matches the innermost element whose whole text has this pattern. */
export function wholeText(pattern: RegExp) {
  const has = (element: Element) => pattern.test(element.textContent ?? "");
  return (_: string, element: Element | null) =>
    element !== null && has(element) && ![...element.children].some(has);
}

import { useEffect, useId } from "react";

/** What marks the element for the focus. */
export interface FirstFocus {
  "data-first-focus": string;
}

/**
 * Moves the focus to the element with the returned properties when the component appears. For the component around a
 * dialog, whose effects run after those of the dialog: it would take the focus to its first button.
 */
export function useFirstFocus(): FirstFocus {
  const id = useId();
  useEffect(() => document.querySelector<HTMLElement>(`[data-first-focus="${id}"]`)?.focus(), [id]);
  return { "data-first-focus": id };
}

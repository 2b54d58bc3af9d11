import { useEffect, useId } from "react";

/**
 * Moves the focus to the element with the returned id when the component appears. For the component around a dialog,
 * whose effects run after those of the dialog: it would take the focus to its first button.
 */
export function useFirstFocus(): string {
  const id = useId();
  useEffect(() => document.getElementById(id)?.focus(), [id]);
  return id;
}

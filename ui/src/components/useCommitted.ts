import { type KeyboardEvent, useEffect, useRef, useState } from "react";

/**
 * A text that is kept when the person leaves its field or presses Enter. Escape brings back what is kept. A wrong text
 * stays in the field and is not kept.
 */
export function useCommitted(kept: string, isRight: (text: string) => boolean, keep: (text: string) => void) {
  const [text, setText] = useState(kept);
  const before = useRef(kept);
  // What the host made of the text, such as lower case.
  useEffect(() => {
    if (before.current !== kept) setText(kept);
    before.current = kept;
  }, [kept]);
  const commit = () => {
    if (text.trim() !== kept && isRight(text)) keep(text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape" && text !== kept) setText(kept);
  };
  return { text, setText, commit, onKeyDown };
}

import { Tooltip } from "@fluentui/react-components";
import { useEffect, useState } from "react";

const DELAY_MS = 250;

interface Hint {
  target: HTMLElement;
  text: string;
}

/** One tooltip for everything that says `data-hint`, as lists have too many cells for one each. */
export function HintLayer() {
  const [hint, setHint] = useState<Hint | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setHint(null);
    };
    const onEnter = ({ target }: Event) => {
      const found = target instanceof Element ? target.closest<HTMLElement>("[data-hint]") : null;
      hide();
      if (found) timer = setTimeout(() => setHint(hintOf(found)), DELAY_MS);
    };
    const enter = ["pointerover", "focusin"];
    const leave = ["pointerdown", "keydown", "scroll", "focusout"];
    for (const name of enter) document.addEventListener(name, onEnter);
    for (const name of leave) document.addEventListener(name, hide, true);
    return () => {
      clearTimeout(timer);
      for (const name of enter) document.removeEventListener(name, onEnter);
      for (const name of leave) document.removeEventListener(name, hide, true);
    };
  }, []);
  return (
    <Tooltip
      relationship="inaccessible"
      content={hint?.text ?? ""}
      visible={hint !== null}
      onVisibleChange={(_, { visible }) => !visible && setHint(null)}
      positioning={{ target: hint?.target ?? null }}
    />
  );
}

/** The hint of an element, if the page does not show it already. */
function hintOf(target: HTMLElement): Hint | null {
  const text = target.dataset.hint;
  const isWhole = text === target.textContent && !isCut(target);
  return text && !isWhole && target.isConnected ? { target, text } : null;
}

function isCut(element: HTMLElement): boolean {
  const parts = [element, ...element.querySelectorAll<HTMLElement>("*")];
  return parts.some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
}

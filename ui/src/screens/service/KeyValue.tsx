import { makeStyles, tokens } from "@fluentui/react-components";
import { type RefObject, useLayoutEffect } from "react";
import { SecondsLeft } from "../../components/SecondsLeft";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { t } from "../../words";
import { clearSelectionOf } from "./selection";

const MASK = "•".repeat(24);

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minWidth: 0 },
  value: {
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: "anywhere",
    userSelect: "none",
    "::before": { content: "attr(data-value)" },
  },
  mask: {
    color: tokens.colorNeutralForeground3,
    letterSpacing: "1px",
    overflow: "hidden",
    whiteSpace: "nowrap",
  },
});

interface KeyValueProps {
  slot: KeySlot;
  revealed: { value: string; hideAtMs: number } | null;
  valueRef: RefObject<HTMLElement | null>;
}

/** The cell of a key: dots, or the key with the seconds left. */
export function KeyValue({ slot, revealed, valueRef }: KeyValueProps) {
  const styles = useStyles();
  return (
    <div className={styles.root} data-testid={`key-${slot}`}>
      {revealed ? (
        <>
          <ShownKey value={revealed.value} valueRef={valueRef} />
          <SecondsLeft untilMs={revealed.hideAtMs} text={(seconds) => t("keys-countdown", { seconds })} />
        </>
      ) : (
        <span className={styles.mask} role="img" aria-label={t("keys-hidden", { slot })}>
          {MASK}
        </span>
      )}
    </div>
  );
}

interface ShownKeyProps {
  value: string;
  valueRef: RefObject<HTMLElement | null>;
}

/**
 * The key in clear, drawn by CSS. It is not a text of the page, so it cannot be selected or copied with the page. On X11
 * a selected text is on a clipboard already. Before the key is removed, a selection around it is cleared.
 */
function ShownKey({ value, valueRef }: ShownKeyProps) {
  const styles = useStyles();
  // A layout effect is cleaned up before its elements are removed.
  useLayoutEffect(() => {
    const element = valueRef.current;
    return () => clearSelectionOf(element);
  }, [valueRef]);
  return (
    <code
      ref={valueRef}
      className={styles.value}
      data-value={value}
      role="img"
      aria-label={value}
      tabIndex={-1}
    />
  );
}

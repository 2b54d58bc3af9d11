import { makeStyles, tokens } from "@fluentui/react-components";
import { SecondsLeft } from "../../components/SecondsLeft";
import { t } from "../../i18n";
import type { KeySlot } from "../../ipc/bindings/KeySlot";

const MASK = "•".repeat(24);

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", minWidth: 0 },
  value: {
    fontFamily: tokens.fontFamilyMonospace,
    overflowWrap: "anywhere",
    userSelect: "text",
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
}

/** The cell of a key: dots, or the key with the seconds that it stays. */
export function KeyValue({ slot, revealed }: KeyValueProps) {
  const styles = useStyles();
  return (
    <div className={styles.root} data-testid={`key-${slot}`}>
      {revealed ? (
        <>
          <code className={styles.value}>{revealed.value}</code>
          <SecondsLeft untilMs={revealed.hideAtMs} words={t.service.keys.hidesIn} />
        </>
      ) : (
        <span className={styles.mask} role="img" aria-label={t.service.keys.hidden(slot)}>
          {MASK}
        </span>
      )}
    </div>
  );
}

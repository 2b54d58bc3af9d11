import { makeStyles, Tooltip } from "@fluentui/react-components";
import { formatExact, formatRelative } from "../words/format";
import { useNow } from "./useNow";

const useStyles = makeStyles({
  time: { fontVariantNumeric: "tabular-nums", borderRadius: "2px" },
});

interface MomentProps {
  at: string;
  /** How it is worded; relative to now if left out. */
  format?: (at: string, now: number) => string;
}

/** A time in words, with the exact local time and UTC on hover or focus. */
export function Moment({ at, format = formatRelative }: MomentProps) {
  const styles = useStyles();
  const now = useNow(10_000);
  return (
    <Tooltip content={formatExact(at)} relationship="description">
      <time dateTime={at} className={styles.time}>
        {format(at, now)}
      </time>
    </Tooltip>
  );
}

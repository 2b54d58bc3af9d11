import { makeStyles, Tooltip } from "@fluentui/react-components";
import { formatCountdown, formatExact } from "../words/format";
import { useNow } from "./useNow";

const useStyles = makeStyles({ time: { fontVariantNumeric: "tabular-nums" } });

interface CountdownProps {
  until: string;
  /** What stands there once it has passed. */
  past?: string;
}

/** Time left, second by second; not announced, as that would never end. */
export function Countdown({ until, past }: CountdownProps) {
  const styles = useStyles();
  const now = useNow();
  const untilMs = Date.parse(until);
  return (
    <Tooltip content={formatExact(until)} relationship="description">
      <time dateTime={until} className={styles.time} role="timer" aria-live="off">
        {past !== undefined && untilMs <= now ? past : formatCountdown(untilMs, now)}
      </time>
    </Tooltip>
  );
}

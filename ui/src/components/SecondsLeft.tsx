import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { secondsUntil } from "../words/format";
import { useNow } from "./useNow";

const useStyles = makeStyles({
  root: { color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

interface SecondsLeftProps {
  untilMs: number;
  text: (seconds: number) => string;
}

/** Seconds counted down from the moment that it appears; for the eye only. */
export function SecondsLeft({ untilMs, text }: SecondsLeftProps) {
  const styles = useStyles();
  const now = useNow();
  return (
    <Caption1 className={styles.root} aria-hidden="true">
      {text(secondsUntil(untilMs, now))}
    </Caption1>
  );
}

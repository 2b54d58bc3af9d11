import {
  Body1,
  Caption1,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  ProgressBar,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { useNow } from "../../components/useNow";
import { t } from "../../i18n";
import type { KeySlot } from "../../ipc/bindings/KeySlot";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  elapsed: { fontVariantNumeric: "tabular-nums", color: tokens.colorNeutralForeground2 },
});

/** While Azure makes the key: how long it has taken so far. */
export function RegenerateProgress({ slot }: { slot: KeySlot }) {
  const styles = useStyles();
  const words = t.service.regenerate;
  const now = useNow();
  const [startedAt] = useState(() => Date.now());
  const seconds = Math.max(0, Math.floor((now - startedAt) / 1000));
  return (
    <DialogBody>
      <DialogTitle>{words.running(slot)}</DialogTitle>
      <DialogContent className={styles.content}>
        <ProgressBar aria-label={words.running(slot)} />
        <Body1>{words.runningHint}</Body1>
        <Caption1 className={styles.elapsed} aria-hidden="true">
          {words.elapsed(seconds)}
        </Caption1>
      </DialogContent>
    </DialogBody>
  );
}

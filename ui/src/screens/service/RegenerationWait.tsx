import { Body1, Caption1, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useNow } from "../../components/useNow";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { t } from "../../words";

const useStyles = makeStyles({
  elapsed: { fontVariantNumeric: "tabular-nums", color: tokens.colorNeutralForeground2 },
});

/** While Azure makes the key: how long it has taken so far. */
export function RegenerationWait({ slot, startedAtMs }: { slot: KeySlot; startedAtMs: number }) {
  const styles = useStyles();
  const seconds = Math.max(0, Math.floor((useNow() - startedAtMs) / 1000));
  return (
    <>
      <ProgressBar aria-label={t("regeneration-running", { slot })} />
      <Body1>{t("regeneration-running-hint")}</Body1>
      <Caption1 className={styles.elapsed} aria-hidden="true">
        {t("regeneration-elapsed", { seconds })}
      </Caption1>
    </>
  );
}

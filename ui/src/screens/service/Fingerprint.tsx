import { makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { t } from "../../words";
import { shortFingerprint } from "../../words/format";

const useStyles = makeStyles({
  root: {
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});

/** The first digits of a key's fingerprint, enough to tell two keys apart without seeing them. */
export function Fingerprint({ digits }: { digits: string | null | undefined }) {
  const styles = useStyles();
  const hint = digits ? t("keys-fingerprint", { digits }) : t("keys-no-fingerprint");
  return (
    <Tooltip content={hint} relationship="description">
      <span className={styles.root}>{digits ? shortFingerprint(digits) : t("action-none")}</span>
    </Tooltip>
  );
}

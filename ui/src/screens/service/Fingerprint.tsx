import { makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { t } from "../../i18n";
import { shortFingerprint } from "../../i18n/format";

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
  const hint = digits ? t.service.keys.fingerprint(digits) : t.service.keys.noFingerprint;
  return (
    <Tooltip content={hint} relationship="description">
      <span className={styles.root}>{digits ? shortFingerprint(digits) : t.common.none}</span>
    </Tooltip>
  );
}

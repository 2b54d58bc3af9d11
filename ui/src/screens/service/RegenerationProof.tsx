import {
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from "@fluentui/react-components";
import type { KeyRegeneration } from "../../ipc/bindings/KeyRegeneration";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { t } from "../../words";
import { formatNumber } from "../../words/format";
import { Fingerprint } from "./Fingerprint";
import { proofText } from "./regenerations";

const useStyles = makeStyles({
  took: { color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

const slots: KeySlot[] = ["primary", "secondary"];

/** The outcome of a regeneration by fingerprints. Only *this one changed, the other did not* is a success. */
export function RegenerationProof({ result }: { result: KeyRegeneration }) {
  const styles = useStyles();
  const { outcome, before, after, tookMs } = result;
  return (
    <>
      <MessageBar intent={outcome === "rotated" ? "success" : "warning"} layout="multiline">
        <MessageBarBody>{proofText(result)}</MessageBarBody>
      </MessageBar>
      <Table size="small" aria-label={t("regeneration-changes")}>
        <TableHeader>
          <TableRow>
            {[
              t("regeneration-key"),
              t("regeneration-before"),
              t("regeneration-after"),
              t("regeneration-result"),
            ].map((label) => (
              <TableHeaderCell key={label}>{label}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {slots.map((each) => (
            <TableRow key={each}>
              <TableCell>{t("keys-slot", { slot: each })}</TableCell>
              <TableCell>
                <Fingerprint digits={before[each]} />
              </TableCell>
              <TableCell>
                <Fingerprint digits={after[each]} />
              </TableCell>
              <TableCell>{verdict(before[each], after[each])}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <Caption1 className={styles.took}>
        {t("regeneration-took", { seconds: formatNumber(Math.round(tookMs / 100) / 10) })}
      </Caption1>
    </>
  );
}

function verdict(before: string | null, after: string | null): string {
  if (before === null || after === null) return t("regeneration-change", { change: "unknown" });
  return t("regeneration-change", { change: before === after ? "same" : "changed" });
}

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
import { t } from "../../i18n";
import type { KeyRegeneration } from "../../ipc/bindings/KeyRegeneration";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { Fingerprint } from "./Fingerprint";

const useStyles = makeStyles({
  took: { color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

const words = t.service.regenerate;
const slots: KeySlot[] = ["primary", "secondary"];

/** The outcome of a regeneration by fingerprints. Only *this one changed, the other did not* is a success. */
export function RegenerationProof({ result }: { result: KeyRegeneration }) {
  const styles = useStyles();
  const { slot, outcome, before, after, tookMs } = result;
  return (
    <>
      <MessageBar intent={outcome === "rotated" ? "success" : "warning"} layout="multiline">
        <MessageBarBody>{words.outcomes[outcome](slot)}</MessageBarBody>
      </MessageBar>
      <Table size="small" aria-label={words.facts}>
        <TableHeader>
          <TableRow>
            {[words.key, words.before, words.after, words.verdict].map((label) => (
              <TableHeaderCell key={label}>{label}</TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {slots.map((each) => (
            <TableRow key={each}>
              <TableCell>{t.service.keys.slot[each]}</TableCell>
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
      <Caption1 className={styles.took}>{words.took((tookMs / 1000).toFixed(1))}</Caption1>
    </>
  );
}

function verdict(before: string | null, after: string | null): string {
  if (before === null || after === null) return words.unknown;
  return before === after ? words.same : words.changed;
}

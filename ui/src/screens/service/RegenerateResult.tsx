import {
  Button,
  Caption1,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
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
import { CopyRegular } from "@fluentui/react-icons";
import { useCopyAction } from "../../components/useCopyAction";
import { t } from "../../i18n";
import type { KeyRegeneration } from "../../ipc/bindings/KeyRegeneration";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { Fingerprint } from "./Fingerprint";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  took: { color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
});

const words = t.service.regenerate;
const slots: KeySlot[] = ["primary", "secondary"];

interface RegenerateResultProps {
  service: string;
  result: KeyRegeneration;
  mayRead: boolean;
  onClose: () => void;
}

/** What came of it, as the fingerprints show: only *this one changed, the other did not* is a success. */
export function RegenerateResult({ service, result, mayRead, onClose }: RegenerateResultProps) {
  const styles = useStyles();
  const { copy, isPending } = useCopyAction();
  const { slot, outcome, before, after, tookMs } = result;
  return (
    <DialogBody data-testid="regenerate-result" data-outcome={outcome}>
      <DialogTitle>{words.title(slot)}</DialogTitle>
      <DialogContent className={styles.content}>
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
      </DialogContent>
      <DialogActions fluid>
        {outcome !== "unchanged" && (
          <Button
            icon={<CopyRegular />}
            disabledFocusable={!mayRead || isPending}
            onClick={() => copy({ what: "key", service, slot }, t.service.keyName[slot])}
          >
            {outcome === "rotated" ? words.copyNew(slot) : t.service.keys.copyOf(slot)}
          </Button>
        )}
        <Button appearance="primary" onClick={onClose}>
          {t.common.close}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

function verdict(before: string | null, after: string | null): string {
  if (before === null || after === null) return words.unknown;
  return before === after ? words.same : words.changed;
}

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { useCopyAction } from "../../components/useCopyAction";
import { t } from "../../i18n";
import type { KeyRegeneration } from "../../ipc/bindings/KeyRegeneration";
import { RegenerationProof } from "./RegenerationProof";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

const words = t.service.regenerate;

interface RegenerateResultProps {
  service: string;
  result: KeyRegeneration;
  mayRead: boolean;
  onClose: () => void;
}

/** The dialog with the outcome. */
export function RegenerateResult({ service, result, mayRead, onClose }: RegenerateResultProps) {
  const styles = useStyles();
  const { copy, isPending } = useCopyAction();
  const { slot, outcome } = result;
  return (
    <DialogBody data-testid="regenerate-result" data-outcome={outcome}>
      <DialogTitle>{words.title(slot)}</DialogTitle>
      <DialogContent className={styles.content}>
        <RegenerationProof result={result} />
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

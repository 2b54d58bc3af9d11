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
import type { KeyboardEvent } from "react";
import { useCopyAction } from "../../components/useCopyAction";
import { useFirstFocus } from "../../components/useFirstFocus";
import type { KeyRegeneration } from "../../ipc/bindings/KeyRegeneration";
import { t } from "../../words";
import { RegenerationProof } from "./RegenerationProof";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, outlineStyle: "none" },
});

interface RegenerateResultProps {
  service: string;
  result: KeyRegeneration;
  mayRead: boolean;
  onClose: () => void;
}

/** The dialog with the outcome, which has the focus and is read aloud. Enter and Escape close it. */
export function RegenerateResult({ service, result, mayRead, onClose }: RegenerateResultProps) {
  const styles = useStyles();
  const { copy, isPending } = useCopyAction();
  const { slot, outcome } = result;
  const content = useFirstFocus();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && event.target === event.currentTarget) onClose();
  };
  return (
    <DialogBody data-testid="regenerate-result" data-outcome={outcome}>
      <DialogTitle>{t("regeneration-title", { slot })}</DialogTitle>
      <DialogContent
        {...content}
        tabIndex={-1}
        role="status"
        className={styles.content}
        onKeyDown={onKeyDown}
      >
        <RegenerationProof result={result} />
      </DialogContent>
      <DialogActions fluid>
        {outcome !== "unchanged" && (
          <Button
            icon={<CopyRegular />}
            disabledFocusable={!mayRead || isPending}
            onClick={() => copy({ what: "key", service, slot }, t("keys-name", { slot }))}
          >
            {outcome === "rotated" ? t("regeneration-copy-new", { slot }) : t("keys-copy", { slot })}
          </Button>
        )}
        <Button appearance="primary" onClick={onClose}>
          {t("action-close")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

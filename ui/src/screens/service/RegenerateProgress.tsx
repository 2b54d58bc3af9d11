import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useState } from "react";
import { useFirstFocus } from "../../components/useFirstFocus";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { t } from "../../words";
import { RegenerationWait } from "./RegenerationWait";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, outlineStyle: "none" },
});

interface RegenerateProgressProps {
  slot: KeySlot;
  /** Closes the dialog while the regeneration goes on; null if it is about to close itself. */
  onLeave: (() => void) | null;
}

/** The dialog while Azure makes the key. */
export function RegenerateProgress({ slot, onLeave }: RegenerateProgressProps) {
  const styles = useStyles();
  // The field that had the focus is gone.
  const content = useFirstFocus();
  const [startedAtMs] = useState(() => Date.now());
  return (
    <DialogBody>
      <DialogTitle>{t("regeneration-running", { slot })}</DialogTitle>
      <DialogContent {...content} tabIndex={-1} className={styles.content}>
        <RegenerationWait slot={slot} startedAtMs={startedAtMs} />
      </DialogContent>
      <DialogActions>
        <Button disabledFocusable={onLeave === null} onClick={() => onLeave?.()}>
          {t("regeneration-leave")}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}

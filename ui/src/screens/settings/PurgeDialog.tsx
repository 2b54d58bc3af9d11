import {
  Body1,
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { type FormEvent, useState } from "react";
import { InlineError } from "../../components/InlineError";
import { t } from "../../i18n";
import type { PurgeReport } from "../../ipc/bindings/PurgeReport";
import { usePurgeSecretStore } from "../../ipc/mutations";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

const words = t.secretStore;

interface PurgeDialogProps {
  onClose: () => void;
  onDone: (report: PurgeReport) => void;
}

/** Says what is lost, and wants the word typed. */
export function PurgeDialog({ onClose, onDone }: PurgeDialogProps) {
  const styles = useStyles();
  const purge = usePurgeSecretStore();
  const [typed, setTyped] = useState("");
  const isConfirmed = typed.trim() === words.purgeWord;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed || purge.isPending) return;
    try {
      // Awaited rather than called back: everybody is signed out by then, and the page drawn anew.
      onDone(await purge.mutateAsync(typed));
      onClose();
    } catch {
      // The error is shown below the field.
    }
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && !purge.isPending && onClose()}>
      <DialogSurface className={styles.surface}>
        <form onSubmit={(event) => void onSubmit(event)}>
          <DialogBody>
            <DialogTitle>{words.purgeTitle}</DialogTitle>
            <DialogContent className={styles.content}>
              <div>
                <Body1>{words.purgeLoses}</Body1>
                <ul className={styles.list}>
                  {words.purgeLost.map((lost) => (
                    <li key={lost}>{lost}</li>
                  ))}
                </ul>
              </div>
              <Body1>{words.purgeKeeps}</Body1>
              <Field label={words.purgeType}>
                <Input
                  value={typed}
                  onChange={(_, { value }) => setTyped(value)}
                  spellCheck={false}
                  autoComplete="off"
                />
              </Field>
              <InlineError error={purge.error} title={words.purgeFailed} />
            </DialogContent>
            <DialogActions>
              <Button disabledFocusable={purge.isPending} onClick={onClose}>
                {t.common.cancel}
              </Button>
              <Button type="submit" appearance="primary" disabledFocusable={!isConfirmed || purge.isPending}>
                {words.purgeAction}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

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
import { useNotify } from "../../components/notices";
import { t } from "../../i18n";
import { useResetDemoCloud } from "../../ipc/mutations";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

const words = t.settings;

/** Says what is lost, and wants the word typed. */
export function ResetDemoDialog({ onClose }: { onClose: () => void }) {
  const styles = useStyles();
  const notify = useNotify();
  const reset = useResetDemoCloud();
  const [typed, setTyped] = useState("");
  const isConfirmed = typed.trim() === words.resetWord;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed || reset.isPending) return;
    try {
      // Awaited rather than called back: signing out takes this dialog off the screen first.
      await reset.mutateAsync();
      notify({ intent: "success", text: words.resetDone });
      onClose();
    } catch {
      // The error is shown below the field.
    }
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && !reset.isPending && onClose()}>
      <DialogSurface className={styles.surface}>
        <form onSubmit={(event) => void onSubmit(event)}>
          <DialogBody>
            <DialogTitle>{words.resetTitle}</DialogTitle>
            <DialogContent className={styles.content}>
              <div>
                <Body1>{words.resetLoses}</Body1>
                <ul className={styles.list}>
                  {words.resetLost.map((lost) => (
                    <li key={lost}>{lost}</li>
                  ))}
                </ul>
              </div>
              <Body1>{words.resetKeeps}</Body1>
              <Field label={words.resetType}>
                <Input
                  value={typed}
                  onChange={(_, { value }) => setTyped(value)}
                  spellCheck={false}
                  autoComplete="off"
                />
              </Field>
              <InlineError error={reset.error} title={words.resetFailed} />
            </DialogContent>
            <DialogActions>
              <Button disabledFocusable={reset.isPending} onClick={onClose}>
                {t.common.cancel}
              </Button>
              <Button type="submit" appearance="primary" disabledFocusable={!isConfirmed || reset.isPending}>
                {words.resetAction}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

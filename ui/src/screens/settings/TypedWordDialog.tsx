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
import type { CommandError } from "../../ipc/bindings/CommandError";
import { t } from "../../words";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  list: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
});

interface TypedWordDialogProps {
  words: { title: string; loses: string; lost: string[]; keeps: string; action: string };
  /** The word to type. */
  word: string;
  error: CommandError | null;
  errorTitle: string;
  isPending: boolean;
  /** Called with the typed word. The dialog closes when it resolves. */
  onConfirm: (typed: string) => Promise<unknown>;
  onClose: () => void;
}

/** Says what will be lost, and asks for a typed word. */
export function TypedWordDialog(props: TypedWordDialogProps) {
  const { words, word, error, errorTitle, isPending, onConfirm, onClose } = props;
  const styles = useStyles();
  const [typed, setTyped] = useState("");
  const isConfirmed = typed.trim() === word;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isConfirmed || isPending) return;
    try {
      // Awaits instead of using callbacks: the confirmed action can remount the page.
      await onConfirm(typed);
      onClose();
    } catch {
      // The error is shown below the field.
    }
  };
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && !isPending && onClose()}>
      <DialogSurface className={styles.surface}>
        <form onSubmit={(event) => void onSubmit(event)}>
          <DialogBody>
            <DialogTitle>{words.title}</DialogTitle>
            <DialogContent className={styles.content}>
              <div>
                <Body1>{words.loses}</Body1>
                <ul className={styles.list}>
                  {words.lost.map((lost) => (
                    <li key={lost}>{lost}</li>
                  ))}
                </ul>
              </div>
              <Body1>{words.keeps}</Body1>
              <Field label={t("action-type", { text: word })}>
                <Input
                  value={typed}
                  onChange={(_, { value }) => setTyped(value)}
                  spellCheck={false}
                  autoComplete="off"
                />
              </Field>
              <InlineError error={error} title={errorTitle} />
            </DialogContent>
            <DialogActions>
              <Button disabledFocusable={isPending} onClick={onClose}>
                {t("action-cancel")}
              </Button>
              <Button type="submit" appearance="primary" disabledFocusable={!isConfirmed || isPending}>
                {words.action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

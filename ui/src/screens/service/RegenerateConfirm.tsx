import {
  Body1,
  Button,
  Caption1,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogTitle,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { CopyRegular } from "@fluentui/react-icons";
import { type FormEvent, useState } from "react";
import { InlineError } from "../../components/InlineError";
import { useCopyAction } from "../../components/useCopyAction";
import type { FirstFocus } from "../../components/useFirstFocus";
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { rich, t } from "../../words";
import { failureTitle } from "./regenerations";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  other: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
  hint: { color: tokens.colorNeutralForeground2, flex: "1 1 200px" },
});

interface RegenerateConfirmProps {
  service: string;
  name: string;
  slot: KeySlot;
  mayRead: boolean;
  /** Goes on the field of the name. */
  fieldFocus: FirstFocus;
  error: CommandError | null;
  onConfirm: (typedName: string) => void;
  onClose: () => void;
}

/** Says who loses access, offers to copy the other key, and asks for the service's name. */
export function RegenerateConfirm(props: RegenerateConfirmProps) {
  const { service, name, slot, mayRead, fieldFocus, error, onConfirm, onClose } = props;
  const styles = useStyles();
  const other: KeySlot = slot === "primary" ? "secondary" : "primary";
  const [typed, setTyped] = useState("");
  const { copy, isPending } = useCopyAction();
  // Compares as the host does: exactly, without surrounding spaces.
  const isConfirmed = typed.trim() === name;
  const isWrongName = error?.field === "typedName";
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (isConfirmed) onConfirm(typed);
  };
  return (
    <form onSubmit={onSubmit}>
      <DialogBody>
        <DialogTitle>{t("regeneration-title", { slot })}</DialogTitle>
        <DialogContent className={styles.content}>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{rich("regeneration-effect", { slot, name: <bdi>{name}</bdi> })}</MessageBarBody>
          </MessageBar>
          <Body1>{t("regeneration-other", { slot: other })}</Body1>
          <div className={styles.other}>
            <Button
              icon={<CopyRegular />}
              disabledFocusable={!mayRead || isPending}
              onClick={() => copy({ what: "key", service, slot: other }, t("keys-name", { slot: other }))}
            >
              {t("regeneration-copy-other", { slot: other })}
            </Button>
            <Caption1 className={styles.hint}>
              {mayRead ? t("regeneration-copy-other-hint") : t("keys-no-read")}
            </Caption1>
          </div>
          <Field
            label={<span>{rich("action-type", { text: <bdi>{name}</bdi> })}</span>}
            validationMessage={
              isWrongName ? error.message : isPrefix(typed.trim(), name) ? null : t("regeneration-mismatch")
            }
          >
            <Input
              {...fieldFocus}
              value={typed}
              onChange={(_, { value }) => setTyped(value)}
              spellCheck={false}
              autoComplete="off"
            />
          </Field>
          {error && !isWrongName && <InlineError error={error} title={failureTitle(error)} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t("action-cancel")}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={!isConfirmed}>
            {t("regeneration-action")}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  );
}

/** Whether the typed text can still become the name. */
function isPrefix(typed: string, name: string): boolean {
  return name.startsWith(typed);
}

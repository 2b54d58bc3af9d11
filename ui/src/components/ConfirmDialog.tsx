import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import type { ReactElement, ReactNode } from "react";
import type { CommandError } from "../ipc/bindings/CommandError";
import { t } from "../words";
import { InlineError } from "./InlineError";
import { useFirstFocus } from "./useFirstFocus";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
});

interface ConfirmDialogProps {
  title: ReactNode;
  action: string;
  icon?: ReactElement;
  /** Whether something is lost. Then Enter cancels. */
  isDestructive?: boolean;
  error: CommandError | null;
  isPending: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** Explains an action and runs it after a confirmation. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    title,
    action,
    icon,
    isDestructive = false,
    error,
    isPending,
    onConfirm,
    onClose,
    children,
  } = props;
  const styles = useStyles();
  const first = useFirstFocus();
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !isPending && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {children}
            <InlineError error={error} />
          </DialogContent>
          <DialogActions>
            <Button {...(isDestructive ? first : {})} disabledFocusable={isPending} onClick={onClose}>
              {t("action-cancel")}
            </Button>
            <Button
              {...(isDestructive ? {} : first)}
              appearance="primary"
              {...(icon ? { icon } : {})}
              disabledFocusable={isPending}
              onClick={onConfirm}
            >
              {action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

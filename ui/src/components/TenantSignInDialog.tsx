import {
  Body1,
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
import { OpenRegular } from "@fluentui/react-icons";
import { t } from "../i18n";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { useStartSignIn } from "../ipc/sessionMutations";
import { InlineError } from "./InlineError";

const useStyles = makeStyles({
  surface: { maxWidth: "520px" },
  content: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM },
  reason: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

const words = t.accounts.inBrowser;

interface TenantSignInDialogProps {
  account: AccountSummary;
  /** Whose page opens; without an id where a provider has no tenants. */
  tenant: { id: string; name: string };
  /** Why the session alone does not do. */
  reason: string;
  onClose: () => void;
}

/** Names the tenant before a browser opens for it. */
export function TenantSignInDialog({ account, tenant, reason, onClose }: TenantSignInDialogProps) {
  const styles = useStyles();
  const start = useStartSignIn();
  const { userName, clientId } = account;
  const options = { ...(tenant.id ? { tenant: tenant.id } : {}), loginHint: userName, clientId };
  const open = () => start.mutate(options, { onSuccess: onClose });
  return (
    <Dialog open onOpenChange={(_, { open: isOpen }) => !isOpen && onClose()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle>{words.title(tenant.name)}</DialogTitle>
          <DialogContent className={styles.content}>
            <Body1>{words.text(tenant.name, userName)}</Body1>
            {reason && <Body1 className={styles.reason}>{reason}</Body1>}
            <InlineError error={start.error} />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t.common.cancel}</Button>
            <Button
              appearance="primary"
              icon={<OpenRegular />}
              disabledFocusable={start.isPending}
              onClick={open}
            >
              {words.action}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

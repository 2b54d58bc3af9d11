import { Body1, makeStyles, tokens } from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { useStartSignIn } from "../ipc/sessionMutations";
import { rich, t } from "../words";
import { ConfirmDialog } from "./ConfirmDialog";
import { SignInPageNote } from "./SignInPageNote";

const useStyles = makeStyles({
  reason: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

interface TenantSignInDialogProps {
  account: AccountSummary;
  /** The tenant to sign in to; no id if the provider has no tenants. */
  tenant: { id: string; name: string };
  /** Why the session is not enough. */
  reason: string;
  onClose: () => void;
}

/** Names the tenant before a browser opens for it. */
export function TenantSignInDialog({ account, tenant, reason, onClose }: TenantSignInDialogProps) {
  const styles = useStyles();
  const start = useStartSignIn();
  const { userName, clientId } = account;
  const options = { ...(tenant.id ? { tenant: tenant.id } : {}), loginHint: userName, clientId };
  return (
    <ConfirmDialog
      title={rich("tenants-sign-in-title", { name: <bdi>{tenant.name}</bdi> })}
      action={t("tenants-open-browser")}
      icon={<OpenRegular />}
      error={start.error}
      isPending={start.isPending}
      onConfirm={() => start.mutate(options, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Body1>
        {rich("tenants-sign-in-text", { name: <bdi>{tenant.name}</bdi>, account: <bdi>{userName}</bdi> })}
      </Body1>
      <SignInPageNote clientId={clientId} />
      {reason && (
        <Body1 className={styles.reason} dir="auto">
          {reason}
        </Body1>
      )}
    </ConfirmDialog>
  );
}

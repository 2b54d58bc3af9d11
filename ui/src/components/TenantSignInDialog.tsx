import { Body1, makeStyles, tokens } from "@fluentui/react-components";
import { OpenRegular } from "@fluentui/react-icons";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import type { CommandError } from "../ipc/bindings/CommandError";
import { useStartSignIn } from "../ipc/sessionMutations";
import { rich, t } from "../words";
import { ConfirmDialog } from "./ConfirmDialog";
import { ErrorDetails } from "./ErrorDetails";
import { SignInPageNote } from "./SignInPageNote";

const useStyles = makeStyles({
  reason: { color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
});

interface TenantSignInDialogProps {
  account: AccountSummary;
  /** The tenant to sign in to; no id if the provider has no tenants. */
  tenant: { id: string; name: string };
  /** Why the session is not enough; none if the person asked. */
  refusal: CommandError | null;
  onClose: () => void;
}

/** Names the tenant before a browser opens for it. */
export function TenantSignInDialog({ account, tenant, refusal, onClose }: TenantSignInDialogProps) {
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
      {refusal && (
        <>
          <Body1 className={styles.reason} dir="auto">
            {refusal.message}
          </Body1>
          <ErrorDetails error={refusal} />
        </>
      )}
    </ConfirmDialog>
  );
}

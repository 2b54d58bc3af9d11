import { Button, Divider, makeStyles } from "@fluentui/react-components";
import { LockClosedRegular } from "@fluentui/react-icons";
import { AccountList } from "../../components/AccountList";
import { CopyableText } from "../../components/CopyableText";
import { InlineError } from "../../components/InlineError";
import { PropertyList } from "../../components/PropertyList";
import { ShortcutTooltip } from "../../components/ShortcutTooltip";
import { useSignOutAction } from "../../components/useSignOutAction";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { useChooseCloud, useLockApp } from "../../ipc/sessionMutations";
import { t } from "../../words";
import { formatList } from "../../words/format";
import { OtherTenants } from "../accounts/OtherTenants";
import { CloudField } from "../signIn/CloudField";

const useStyles = makeStyles({
  divider: { flexGrow: 0 },
  lock: { alignSelf: "flex-start", flexShrink: 0 },
});

interface ContextPanelProps {
  overview: AppOverview;
  /** Called when a press leads elsewhere. */
  onLeave: () => void;
}

/** Switches the cloud, the tenant and the account; also locks, and signs out. */
export function ContextPanel({ overview, onLeave }: ContextPanelProps) {
  const styles = useStyles();
  const { cloud, clouds, account, accounts } = overview;
  const { signOut, isPending } = useSignOutAction(accounts);
  const lock = useLockApp();
  const choose = useChooseCloud();
  return (
    <>
      <CloudField
        clouds={cloud ? clouds : [{ id: "", displayName: t("shell-no-cloud") }, ...clouds]}
        value={cloud?.id ?? ""}
        onChange={(id) => id !== "" && id !== cloud?.id && choose.mutate(id, { onSuccess: onLeave })}
      />
      <InlineError error={choose.error} />
      {cloud && (
        <PropertyList
          properties={[
            { label: t("shell-tokens-go-to"), value: formatList(cloud.tokenHosts) },
            {
              label: t("shell-tenant-id"),
              value: account?.tenantId && (
                <CopyableText name={t("shell-tenant-id")} value={account.tenantId} />
              ),
            },
            {
              label: t("shell-object-id"),
              value: account?.objectId && (
                <CopyableText name={t("shell-object-id")} value={account.objectId} />
              ),
            },
          ]}
        />
      )}
      {cloud?.hasTenants && account?.kind === "user" && (
        <OtherTenants account={account} onEntered={onLeave} />
      )}
      {account && (
        <>
          <Divider className={styles.divider} />
          <ShortcutTooltip shortcut="lock">
            <Button
              className={styles.lock}
              icon={<LockClosedRegular />}
              disabledFocusable={lock.isPending}
              onClick={() => lock.mutate()}
            >
              {t("lock-settings-lock")}
            </Button>
          </ShortcutTooltip>
          <InlineError error={lock.error} />
        </>
      )}
      {cloud && (
        <AccountList
          accounts={accounts}
          current={account}
          isSigningOut={isPending}
          onSignOut={(accountId) => void signOut(accountId)}
          onLeave={onLeave}
        />
      )}
    </>
  );
}

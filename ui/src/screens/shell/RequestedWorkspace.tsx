import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  makeStyles,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useEnterTenantAction } from "../../components/useEnterTenantAction";
import { t } from "../../i18n";
import { shortenMiddle } from "../../i18n/format";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import { useDismissRequestedWorkspace } from "../../ipc/mutations";
import { useRequestedWorkspace } from "../../ipc/queries";

const useStyles = makeStyles({
  root: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} 0` },
});

const words = t.shell.requested;
const TENANT_LENGTH = 20;

interface RequestedWorkspaceProps {
  name: string;
  account: AccountSummary | null;
}

/** Opens the workspace of a `config.json` once an account is signed in, or says why it cannot be opened. */
export function RequestedWorkspace({ name, account }: RequestedWorkspaceProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { data: found, error, isFetching, refetch } = useRequestedWorkspace(name, account !== null);
  const { mutate: dismiss } = useDismissRequestedWorkspace();
  const { enter, isPending, dialog } = useEnterTenantAction();
  const handle = found?.state === "here" ? found.handle : null;
  useEffect(() => {
    if (handle === null) return;
    void navigate({ to: "/workspaces/$workspace/$tab", params: { workspace: handle, tab: "services" } });
    dismiss();
  }, [handle, navigate, dismiss]);
  if (handle !== null) return null;

  const tenantName =
    found?.state === "otherTenant" ? (found.tenantName ?? shortenMiddle(found.tenantId, TENANT_LENGTH)) : "";
  const isWaiting = account !== null && isFetching;
  const again = error !== null && !isFetching;
  return (
    <div className={styles.root} data-testid="requested-workspace">
      <MessageBar
        intent={error ? "error" : account === null || isWaiting ? "info" : "warning"}
        layout="auto"
        {...(isWaiting ? { icon: <Spinner size="extra-tiny" /> } : {})}
      >
        <MessageBarBody>
          {account === null
            ? words.signIn(name)
            : isWaiting
              ? words.looking(name)
              : error
                ? `${words.failed(name)} ${error.message}`
                : found?.state === "otherTenant"
                  ? words.otherTenant(name, tenantName)
                  : found?.state === "noAccess"
                    ? words.noAccess(name)
                    : found?.state === "gone" && words.gone(name)}
        </MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              aria-label={t.common.dismiss}
              icon={<DismissRegular />}
              onClick={() => dismiss()}
            />
          }
        >
          {again && <Button onClick={() => void refetch()}>{t.common.retry}</Button>}
          {account?.kind === "user" && found?.state === "otherTenant" && (
            <Button
              disabledFocusable={isPending}
              onClick={() => void enter({ account, tenant: { id: found.tenantId, name: tenantName } })}
            >
              {t.accounts.tenants.enterNamed(tenantName)}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
      {dialog}
    </div>
  );
}

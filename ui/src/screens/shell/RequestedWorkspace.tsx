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
import { t } from "../../words";
import { shortenMiddle } from "../../words/format";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import { useDismissRequestedWorkspace } from "../../ipc/mutations";
import { useRequestedWorkspace } from "../../ipc/queries";

const useStyles = makeStyles({
  root: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} 0` },
});

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
            ? t("shell-requested-signed-out", { name })
            : isWaiting
              ? t("shell-requested-looking", { name })
              : error
                ? `${t("shell-requested-failed", { name })} ${error.message}`
                : found?.state === "otherTenant"
                  ? t("shell-requested-other-tenant", { name, tenant: tenantName })
                  : found?.state === "noAccess"
                    ? t("shell-requested-no-access", { name })
                    : found?.state === "gone" && t("shell-requested-gone", { name })}
        </MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              aria-label={t("action-dismiss")}
              icon={<DismissRegular />}
              onClick={() => dismiss()}
            />
          }
        >
          {again && <Button onClick={() => void refetch()}>{t("action-retry")}</Button>}
          {account?.kind === "user" && found?.state === "otherTenant" && (
            <Button
              disabledFocusable={isPending}
              onClick={() => void enter({ account, tenant: { id: found.tenantId, name: tenantName } })}
            >
              {t("tenants-switch-to", { name: tenantName })}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
      {dialog}
    </div>
  );
}

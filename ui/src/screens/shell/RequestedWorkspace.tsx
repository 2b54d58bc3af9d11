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
import { type ReactNode, useEffect } from "react";
import { ErrorDetails } from "../../components/ErrorDetails";
import { useEnterTenantAction } from "../../components/useEnterTenantAction";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import type { WorkspaceLocation } from "../../ipc/bindings/WorkspaceLocation";
import { isWorthRetrying } from "../../ipc/errors";
import { useDismissRequestedWorkspace } from "../../ipc/mutations";
import { useRequestedWorkspace } from "../../ipc/queries";
import { rich, t } from "../../words";
import { shortenMiddle } from "../../words/format";

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

  const tenantName = found?.state === "otherTenant" ? tenantOf(found) : "";
  const shownName = <bdi>{name}</bdi>;
  const isWaiting = account !== null && isFetching;
  const isRetryOffered = error !== null && !isFetching && isWorthRetrying(error);
  return (
    <div className={styles.root} data-testid="requested-workspace">
      <MessageBar
        intent={error ? "error" : account === null || isWaiting ? "info" : "warning"}
        layout="auto"
        {...(isWaiting ? { icon: <Spinner size="extra-tiny" /> } : {})}
      >
        <MessageBarBody>
          {account === null
            ? rich("shell-requested-signed-out", { name: shownName })
            : isWaiting
              ? rich("shell-requested-looking", { name: shownName })
              : error
                ? rich("shell-requested-failed", { name: shownName, reason: <bdi>{error.message}</bdi> })
                : found && textOf(found)}
          {error && !isWaiting && account !== null && <ErrorDetails error={error} />}
        </MessageBarBody>
        <MessageBarActions
          containerAction={
            <Button
              appearance="transparent"
              aria-label={t("action-close")}
              icon={<DismissRegular />}
              onClick={() => dismiss()}
            />
          }
        >
          {isRetryOffered && <Button onClick={() => void refetch()}>{t("action-retry")}</Button>}
          {account?.kind === "user" && found?.state === "otherTenant" && (
            <Button
              disabledFocusable={isPending}
              onClick={() => void enter({ account, tenant: { id: found.tenantId, name: tenantName } })}
            >
              {rich("tenants-switch-to", { name: <bdi>{tenantName}</bdi> })}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
      {dialog}
    </div>
  );
}

function tenantOf({ tenantName, tenantId }: Extract<WorkspaceLocation, { state: "otherTenant" }>): string {
  return tenantName ?? shortenMiddle(tenantId, TENANT_LENGTH);
}

/** Why the workspace does not open. */
function textOf(found: WorkspaceLocation): ReactNode {
  const name = <bdi>{found.name}</bdi>;
  switch (found.state) {
    case "otherTenant":
      return rich("shell-requested-other-tenant", { name, tenant: <bdi>{tenantOf(found)}</bdi> });
    case "noAccess":
      return rich("shell-requested-no-access", { name });
    case "gone":
      return rich("shell-requested-gone", { name });
    case "here":
      return null;
  }
}

import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { InlineError } from "../../components/InlineError";
import { SignInPageNote } from "../../components/SignInPageNote";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useConfirmDestinations, useStartSignIn } from "../../ipc/sessionMutations";
import { rich, t } from "../../words";
import { formatList } from "../../words/format";

const useStyles = makeStyles({
  root: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} 0`,
    // As the page below it.
    "@media (max-width: 760px)": { paddingInline: tokens.spacingHorizontalL },
  },
  text: { overflowWrap: "anywhere" },
});

/** Says that a session waits until the person has confirmed where its tokens go. */
export function DestinationsBar({ account, cloud }: { account: AccountSummary; cloud: CloudSummary }) {
  const styles = useStyles();
  const confirm = useConfirmDestinations();
  const signIn = useStartSignIn();
  const navigate = useNavigate();
  const isAdding = useLocation({ select: ({ pathname }) => pathname === "/add-account" });
  if (account.binding === "confirmed") return null;
  const isChanged = account.binding === "changed";
  const hosts = <bdi>{formatList(cloud.tokenHosts)}</bdi>;
  const { kind, userName, clientId, tenantId } = account;
  const isUser = kind === "user";
  const onSignIn = () => {
    if (!isUser) void navigate({ to: "/add-account" });
    else signIn.mutate({ ...(tenantId ? { tenant: tenantId } : {}), loginHint: userName, clientId });
  };
  return (
    <div className={styles.root} data-testid="binding">
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody className={styles.text}>
          <MessageBarTitle>
            {isChanged ? t("failure-sign-in-required") : t("failure-confirm-destinations")}
          </MessageBarTitle>{" "}
          {isChanged
            ? rich("shell-destinations-changed", { cloud: <bdi>{cloud.displayName}</bdi>, hosts })
            : rich("shell-destinations-unconfirmed", { account: <bdi>{userName}</bdi>, hosts })}
          {isChanged && isUser && <SignInPageNote clientId={clientId} />}
          <InlineError error={confirm.error ?? signIn.error} />
        </MessageBarBody>
        <MessageBarActions>
          {isChanged && (isUser || !isAdding) && (
            <Button disabledFocusable={signIn.isPending} onClick={onSignIn}>
              {t("action-sign-in")}
            </Button>
          )}
          {!isChanged && (
            <Button disabledFocusable={confirm.isPending} onClick={() => confirm.mutate(account.id)}>
              {t("shell-destinations-confirm")}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}

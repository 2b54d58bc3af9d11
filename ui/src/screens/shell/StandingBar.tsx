import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { InlineError } from "../../components/InlineError";
import { t } from "../../i18n";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import type { CloudSummary } from "../../ipc/bindings/CloudSummary";
import { useConfirmDestinations, useStartSignIn } from "../../ipc/sessionMutations";

const useStyles = makeStyles({
  root: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL} 0` },
  text: { overflowWrap: "anywhere" },
});

const words = t.shell.standing;

/** A session that is not used until somebody has looked where its tokens go. */
export function StandingBar({ account, cloud }: { account: AccountSummary; cloud: CloudSummary }) {
  const styles = useStyles();
  const confirm = useConfirmDestinations();
  const signIn = useStartSignIn();
  if (account.standing === "confirmed") return null;
  const isChanged = account.standing === "changed";
  const places = cloud.tokenHosts.join(", ");
  const { userName, clientId } = account;
  return (
    <div className={styles.root} data-testid="standing">
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody className={styles.text}>
          <MessageBarTitle>{isChanged ? words.changedTitle : words.unconfirmedTitle}</MessageBarTitle>{" "}
          {isChanged ? words.changed(cloud.displayName, places) : words.unconfirmed(userName, places)}
          <InlineError error={confirm.error ?? signIn.error} />
        </MessageBarBody>
        <MessageBarActions>
          {isChanged ? (
            <Button
              disabledFocusable={signIn.isPending}
              onClick={() => signIn.mutate({ loginHint: userName, clientId })}
            >
              {words.signIn}
            </Button>
          ) : (
            <Button disabledFocusable={confirm.isPending} onClick={() => confirm.mutate(account.id)}>
              {words.confirm}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}

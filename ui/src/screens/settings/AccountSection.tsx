import { Body1, Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { SignOutRegular } from "@fluentui/react-icons";
import { Section } from "../../components/Section";
import { t } from "../../i18n";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import { useSignOutAction } from "../shell/useSignOutAction";

const useStyles = makeStyles({
  line: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM, flexWrap: "wrap" },
  hint: { color: tokens.colorNeutralForeground2, flex: "1 1 240px" },
});

const words = t.settings;

/** Who is signed in, and the way out. */
export function AccountSection({ account }: { account: AccountSummary | null }) {
  const styles = useStyles();
  const { signOut, isPending } = useSignOutAction();
  return (
    <Section title={words.account}>
      <Body1>{account ? words.signedInAs(account.userName) : words.notSignedIn}</Body1>
      {account && (
        <div className={styles.line}>
          <Button icon={<SignOutRegular />} disabledFocusable={isPending} onClick={() => void signOut(account.id)}>
            {words.signOut}
          </Button>
          <Caption1 className={styles.hint}>{words.signOutHint}</Caption1>
        </div>
      )}
    </Section>
  );
}

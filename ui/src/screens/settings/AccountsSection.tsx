import { Body1, Caption1, MessageBar, MessageBarBody, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useRef, useState } from "react";
import { AccountList } from "../../components/AccountList";
import { Section } from "../../components/Section";
import { type SignedOut, useSignOutAction } from "../../components/useSignOutAction";
import { t } from "../../i18n";
import type { AppOverview } from "../../ipc/bindings/AppOverview";

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2 },
  proof: { outlineStyle: "none" },
});

/** Who is signed in, the way out, and what was found when the store was looked at again. */
export function AccountsSection({ overview }: { overview: AppOverview }) {
  const styles = useStyles();
  const { account, accounts } = overview;
  const [proof, setProof] = useState<SignedOut | null>(null);
  const shown = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone with its account, so the focus goes to what came of it.
  useEffect(() => {
    if (proof) shown.current?.focus();
  }, [proof]);
  const { signOut, isPending } = useSignOutAction(accounts, setProof);
  return (
    <Section title={t.settings.accounts} testId="accounts">
      {accounts.length === 0 && <Body1>{t.settings.notSignedIn}</Body1>}
      <AccountList
        accounts={accounts}
        current={account}
        isSigningOut={isPending}
        onSignOut={(accountId) => void signOut(accountId)}
      />
      {accounts.length > 0 && <Caption1 className={styles.hint}>{t.settings.signOutHint}</Caption1>}
      {proof && (
        <div ref={shown} tabIndex={-1} className={styles.proof}>
          <MessageBar intent={proof.remainingItems === 0 ? "success" : "warning"} layout="multiline">
            <MessageBarBody data-testid="sign-out-proof">
              {proof.remainingItems === 0
                ? t.accounts.signedOut(proof.names)
                : t.accounts.signedOutPartly(proof.names, proof.remainingItems)}
              <br />
              {t.accounts.remaining} {proof.remainingItems}
            </MessageBarBody>
          </MessageBar>
        </div>
      )}
    </Section>
  );
}

import {
  Body1,
  Button,
  Caption1,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { PersonAddRegular, SignOutRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { distinctNamesOf, tenantNamesOf } from "../../components/accountName";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { TenantSignInDialog } from "../../components/TenantSignInDialog";
import { useShortcut } from "../../components/useShortcut";
import { type SignedOut, signedOutText, useSignOutAction } from "../../components/useSignOutAction";
import { useSwitchAction } from "../../components/useSwitchAction";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { rich, t } from "../../words";
import { PersonCard } from "./PersonCard";
import { groupByPerson } from "./people";
import { SourcesSection } from "./SourcesSection";

const useStyles = makeStyles({
  sections: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, maxWidth: "720px" },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS, marginInlineStart: "auto" },
  people: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
  },
  hint: { color: tokens.colorNeutralForeground2 },
  proof: { outlineStyle: "none" },
});

/** The signed-in accounts with their tenants, other credentials of this machine, and signing out. */
export function AccountsPage({ overview }: { overview: AppOverview }) {
  const styles = useStyles();
  const navigate = useNavigate();
  const { account: current, accounts, cloud } = overview;
  const [proof, setProof] = useState<SignedOut | null>(null);
  const [again, setAgain] = useState<AccountSummary | null>(null);
  const shown = useRef<HTMLDivElement>(null);
  // The pressed button is gone with its account, so the focus goes to the outcome.
  useEffect(() => {
    if (proof) shown.current?.focus();
  }, [proof]);
  const { signOut, isPending: isSigningOut } = useSignOutAction(accounts, setProof);
  const [nameOf, tenantOf] = [distinctNamesOf(accounts), tenantNamesOf(accounts)];
  const { switchTo, isPending: isSwitching } = useSwitchAction();
  const isBusy = isSigningOut || isSwitching;
  useShortcut("leave", () => void navigate({ to: "/workspaces" }));

  const onSignInAgain = (account: AccountSummary) => {
    const { kind, tenantId, clientId } = account;
    if (kind === "user") setAgain(account);
    else if (kind === "servicePrincipal")
      void navigate({ to: "/add-account", search: { method: "clientSecret", tenant: tenantId, clientId } });
    else if (kind === "azureCli")
      void navigate({ to: "/add-account", search: { method: "azureCli", tenant: tenantId } });
    else void navigate({ to: "/add-account", search: { method: "managedIdentity" } });
  };
  return (
    <Page>
      <PageHeader
        title={t("accounts-title")}
        facts={cloud && rich("add-cloud", { name: <bdi>{cloud.displayName}</bdi> })}
        actions={
          <div className={styles.actions}>
            {accounts.length > 1 && (
              <Button icon={<SignOutRegular />} disabledFocusable={isBusy} onClick={() => void signOut(null)}>
                {isSigningOut ? t("accounts-signing-out") : t("accounts-sign-out-all")}
              </Button>
            )}
            <Button
              appearance="primary"
              icon={<PersonAddRegular />}
              onClick={() => void navigate({ to: "/add-account" })}
            >
              {t("accounts-add")}
            </Button>
          </div>
        }
      />
      <div className={styles.sections} data-testid="accounts">
        {proof && (
          <div ref={shown} tabIndex={-1} className={styles.proof}>
            <MessageBar intent={proof.remainingItems === 0 ? "success" : "warning"} layout="multiline">
              <MessageBarBody data-testid="sign-out-proof">{signedOutText(proof)}</MessageBarBody>
            </MessageBar>
          </div>
        )}
        {accounts.length === 0 ? (
          <Body1>{t("accounts-nobody")}</Body1>
        ) : (
          <ul className={styles.people} aria-label={t("accounts-title")}>
            {groupByPerson(accounts).map(([key, group]) => (
              <PersonCard
                key={key}
                accounts={group}
                current={current}
                nameOf={nameOf}
                tenantOf={tenantOf}
                hasTenants={cloud?.hasTenants ?? true}
                isBusy={isBusy}
                onSwitch={(account) => void switchTo(account.id, nameOf(account))}
                onSignInAgain={onSignInAgain}
                onSignOut={({ id }) => void signOut(id)}
              />
            ))}
          </ul>
        )}
        {accounts.length > 0 && <Caption1 className={styles.hint}>{t("accounts-sign-out-hint")}</Caption1>}
        {cloud?.hasTenants && <SourcesSection />}
      </div>
      {again && (
        <TenantSignInDialog
          account={again}
          tenant={{ id: again.tenantId, name: tenantOf(again) || (cloud?.displayName ?? "") }}
          refusal={null}
          onClose={() => setAgain(null)}
        />
      )}
    </Page>
  );
}

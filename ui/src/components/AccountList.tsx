import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { PeopleRegular, PersonAddRegular, SignOutRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { t } from "../words";
import { AccountRow } from "./AccountRow";
import { distinctNamesOf, tenantNamesOf } from "./accountName";
import { useSwitchAction } from "./useSwitchAction";

const useStyles = makeStyles({
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    minHeight: 0,
    overflowY: "auto",
  },
  actions: {
    display: "flex",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalS,
  },
});

interface AccountListProps {
  accounts: AccountSummary[];
  current: AccountSummary | null;
  isSigningOut: boolean;
  /** Signs out one account, or all for null. */
  onSignOut: (accountId: string | null) => void;
  /** Called when a press opens another page. */
  onLeave?: () => void;
}

/** The accounts of the cloud: switch to one, sign one out, add another. */
export function AccountList({ accounts, current, isSigningOut, onSignOut, onLeave }: AccountListProps) {
  const styles = useStyles();
  const navigate = useNavigate();
  const isListed = accounts.some(({ id }) => id === current?.id);
  const known = current && !isListed ? [current, ...accounts] : accounts;
  const [nameOf, tenantOf] = [distinctNamesOf(known), tenantNamesOf(known)];
  const { switchTo, isPending } = useSwitchAction(onLeave);
  const isBusy = isSigningOut || isPending;
  return (
    <>
      {accounts.length > 0 && (
        <ul className={styles.list} aria-label={t("accounts-title")}>
          {accounts.map((account) => (
            <AccountRow
              key={account.id}
              account={account}
              name={nameOf(account)}
              tenant={tenantOf(account)}
              isCurrent={account.id === current?.id}
              hasOthers={accounts.length > 1}
              isBusy={isBusy}
              onSwitch={() => void switchTo(account.id, nameOf(account))}
              onSignOut={() => onSignOut(account.id)}
            />
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button
          icon={<PersonAddRegular />}
          onClick={() => {
            onLeave?.();
            void navigate({ to: "/add-account" });
          }}
        >
          {t("accounts-add")}
        </Button>
        <Button
          appearance="subtle"
          icon={<PeopleRegular />}
          onClick={() => {
            onLeave?.();
            void navigate({ to: "/accounts" });
          }}
        >
          {t("accounts-manage")}
        </Button>
        {accounts.length > 1 && (
          <Button
            appearance="subtle"
            icon={<SignOutRegular />}
            disabledFocusable={isBusy}
            onClick={() => onSignOut(null)}
          >
            {isSigningOut ? t("accounts-signing-out") : t("accounts-sign-out-all")}
          </Button>
        )}
      </div>
    </>
  );
}

import { Divider, makeStyles, tokens } from "@fluentui/react-components";
import { AccountRow } from "../../components/AccountRow";
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";
import { CredentialLine } from "./CredentialLine";
import { OtherTenants } from "./OtherTenants";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    minWidth: 0,
  },
  list: { listStyleType: "none", margin: 0, padding: 0, display: "flex", flexDirection: "column" },
  divider: { flexGrow: 0 },
});

interface PersonCardProps {
  /** The accounts of one person or application; at least one. */
  accounts: AccountSummary[];
  current: AccountSummary | null;
  nameOf: (account: AccountSummary) => string;
  tenantOf: (account: AccountSummary) => string;
  /** Whether the cloud has tenants at all. */
  hasTenants: boolean;
  isBusy: boolean;
  onSwitch: (account: AccountSummary) => void;
  onSignInAgain: (account: AccountSummary) => void;
  onSignOut: (account: AccountSummary) => void;
}

/** A signed-in person: the tenants with a session, and the others. */
export function PersonCard(props: PersonCardProps) {
  const { accounts, current, nameOf, tenantOf, hasTenants, isBusy, onSwitch, onSignInAgain, onSignOut } =
    props;
  const styles = useStyles();
  const [first] = accounts;
  if (!first) return null;
  return (
    <li className={styles.root}>
      <ul className={styles.list}>
        {accounts.map((account) => (
          <AccountRow
            key={account.id}
            account={account}
            name={nameOf(account)}
            tenant={tenantOf(account)}
            isCurrent={account.id === current?.id}
            hasOthers
            isBusy={isBusy}
            onSwitch={() => onSwitch(account)}
            onSignInAgain={() => onSignInAgain(account)}
            onSignOut={() => onSignOut(account)}
          />
        ))}
      </ul>
      {hasTenants && (first.kind === "user" || first.kind === "servicePrincipal") && (
        <>
          <Divider className={styles.divider} />
          {first.kind === "user" ? <OtherTenants account={first} /> : <CredentialLine account={first} />}
        </>
      )}
    </li>
  );
}

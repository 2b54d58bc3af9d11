import { t } from "../i18n";
import { shortenMiddle } from "../i18n/format";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";

const TENANT_LENGTH = 20;

/** A person is told by the sign-in name; the others' is an id, so their display name says more. */
export function accountName({ kind, userName, displayName }: AccountSummary): string {
  return kind === "user" ? userName || displayName : displayName || userName;
}

/** Names of the tenants of these accounts, by their ids; one account can know the name of another's. */
export function tenantNamesOf(accounts: AccountSummary[]): (account: AccountSummary) => string {
  const named = new Map(
    accounts.flatMap(({ tenantId, tenantName }) => (tenantName ? [[tenantId, tenantName] as const] : [])),
  );
  return ({ tenantId }) => named.get(tenantId) ?? shortenMiddle(tenantId, TENANT_LENGTH);
}

/** Names that tell these accounts apart: with the tenant, where one is signed in to several. */
export function distinctNamesOf(accounts: AccountSummary[]): (account: AccountSummary) => string {
  const tenantOf = tenantNamesOf(accounts);
  return (account) => {
    const name = accountName(account);
    const isAlone = accounts.every((each) => each.id === account.id || accountName(each) !== name);
    return isAlone ? name : t.accounts.inTenant(name, tenantOf(account));
  };
}

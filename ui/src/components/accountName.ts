import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { t } from "../words";
import { shortenMiddle } from "../words/format";

const TENANT_LENGTH = 20;

/** A person's sign-in name. Of other accounts that is an id, so their display name is used. */
export function accountName({ kind, userName, displayName }: AccountSummary): string {
  return kind === "user" ? userName || displayName : displayName || userName;
}

/** Names of the accounts' tenants by id. One account can know the tenant name of another. */
export function tenantNamesOf(accounts: AccountSummary[]): (account: AccountSummary) => string {
  const named = new Map(
    accounts.flatMap(({ tenantId, tenantName }) => (tenantName ? [[tenantId, tenantName] as const] : [])),
  );
  return ({ tenantId }) => named.get(tenantId) ?? shortenMiddle(tenantId, TENANT_LENGTH);
}

/** Distinct names of accounts: with the tenant if the name occurs in several. */
export function distinctNamesOf(accounts: AccountSummary[]): (account: AccountSummary) => string {
  const tenantOf = tenantNamesOf(accounts);
  return (account) => {
    const name = accountName(account);
    const isAlone = accounts.every((each) => each.id === account.id || accountName(each) !== name);
    return isAlone ? name : t("accounts-in-tenant", { name, tenant: tenantOf(account) });
  };
}

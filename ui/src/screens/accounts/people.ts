// Groups accounts by person: one person can be signed in to several tenants.
import type { AccountSummary } from "../../ipc/bindings/AccountSummary";

/** The accounts of each person, or a single other account. Keeps the order; keys are stable. */
export function groupByPerson(accounts: AccountSummary[]): [key: string, accounts: AccountSummary[]][] {
  const groups = new Map<string, AccountSummary[]>();
  for (const account of accounts) {
    const isPerson = account.kind === "user" && account.userName !== "";
    const key = isPerson ? `${account.userName}|${account.clientId}` : account.id;
    groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return [...groups];
}

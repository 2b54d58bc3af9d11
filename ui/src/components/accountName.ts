import type { AccountSummary } from "../ipc/bindings/AccountSummary";

/** A person is told by the sign-in name; the others' is an id, so their display name says more. */
export function accountName({ kind, userName, displayName }: AccountSummary): string {
  return kind === "user" ? userName || displayName : displayName || userName;
}

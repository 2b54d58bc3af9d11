// Errors in the host's type.
import type { CommandError } from "../src/ipc/bindings/CommandError";
import type { ErrorCode } from "../src/ipc/bindings/ErrorCode";
import type { Reason } from "../src/ipc/bindings/Reason";

/** The default reason of an error code. */
const reasons: Record<ErrorCode, Reason> = {
  signInRequired: { reason: "nobodySignedIn" },
  confirmDestinations: {
    reason: "destinationsUnconfirmed",
    facts: { cloud: "Our stack", host: "management.stack.example", resource: null, changes: [] },
  },
  cancelled: { reason: "signInCancelled" },
  signInFailed: { reason: "signInRefused", facts: { error: "invalid_grant", numbers: [] } },
  noSecretStore: { reason: "noSecretStore", facts: { cause: "no such service" } },
  forbidden: { reason: "permissionMissing", facts: { action: null } },
  notFound: { reason: "notFound" },
  otherAccount: {
    reason: "otherAccount",
    facts: { cloudId: "demo", accountId: "1c8d5f6e0b4a5d2f9e3c7b8a01d2e3f4", isKept: true },
  },
  throttled: { reason: "tooManyRequests" },
  offline: { reason: "noConnection" },
  serviceFailed: { reason: "azureFailed" },
  invalid: { reason: "tenantInvalid" },
  clockWrong: { reason: "clockWrong", facts: { differenceSeconds: 900 } },
  locked: { reason: "locked" },
  internal: { reason: "requestNotMade" },
};

type ErrorChanges = Partial<Omit<CommandError, "code" | "reason" | "facts">>;

export function error(
  code: ErrorCode,
  changes: ErrorChanges = {},
  reason: Reason = reasons[code],
): CommandError {
  return {
    code,
    ...reason,
    field: null,
    whoCanFix: "you",
    message: `What happened with ${code}, in plain words.`,
    correlationId: "5b0e6a5e-7c1e-4b8a-9d5f-0c5f6f1c2b3a",
    retryAfterMs: null,
    details: [],
    ...changes,
  };
}

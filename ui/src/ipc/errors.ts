// Turns a rejection of a command into a `CommandError`.

import { t } from "../words";
import type { CommandError } from "./bindings/CommandError";
import type { ErrorCode } from "./bindings/ErrorCode";

const codes: Record<ErrorCode, true> = {
  signInRequired: true,
  confirmDestinations: true,
  cancelled: true,
  signInFailed: true,
  noSecretStore: true,
  forbidden: true,
  notFound: true,
  otherAccount: true,
  throttled: true,
  offline: true,
  serviceFailed: true,
  invalid: true,
  clockWrong: true,
  locked: true,
  internal: true,
};

/** Returns the error as it came, or `internal` around anything that is no `CommandError` (the host refused the call). */
export function toCommandError(reason: unknown): CommandError {
  if (isCommandError(reason)) return reason;
  return {
    code: "internal",
    reason: "requestNotMade",
    field: null,
    whoCanFix: "latchkey",
    message: t("failure-internal-text"),
    correlationId: null,
    retryAfterMs: null,
    details: [
      { label: t("failure-cause"), value: reason instanceof Error ? reason.message : String(reason) },
    ],
  };
}

function isCommandError(reason: unknown): reason is CommandError {
  return (
    typeof reason === "object" &&
    reason !== null &&
    "code" in reason &&
    "reason" in reason &&
    "message" in reason &&
    typeof reason.code === "string" &&
    reason.code in codes
  );
}

/** Whether the same call can succeed later although nobody changes anything. */
export function isWorthRetrying(code: ErrorCode): boolean {
  const hopeless: readonly ErrorCode[] = [
    "cancelled",
    "forbidden",
    "internal",
    "invalid",
    "notFound",
    "otherAccount",
    "signInRequired",
    "confirmDestinations",
    "noSecretStore",
    "locked",
  ];
  return !hopeless.includes(code);
}

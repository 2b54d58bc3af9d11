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

/** What passes by itself, or after something outside of Latchkey was put right: the texts say to try again. */
const passing: ReadonlySet<CommandError["reason"]> = new Set<CommandError["reason"]>([
  "answerIncomplete",
  "answerNotUnderstood",
  "azureFailed",
  "clockWrong",
  "cloudUnavailable",
  "discoveryFailed",
  "emulatorSilent",
  "httpNotUnderstood",
  "keysUnavailable",
  "noConnection",
  "secretStoreLocked",
  "sessionNotKept",
  "tokenEndsEarly",
  "tooManyRequests",
]);

/** Whether the same call can succeed later although nobody changes anything in Latchkey. */
export function isWorthRetrying({ code, reason, whoCanFix }: CommandError): boolean {
  // A new sign-in is offered, which makes another call.
  if (code === "signInRequired") return false;
  // Most refusals stay; a busy sign-in service recovers.
  return reason === "tokenRefused" ? whoCanFix === "azure" : passing.has(reason);
}

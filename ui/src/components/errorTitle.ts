// The title of an error, by its code.
import type { ErrorCode } from "../ipc/bindings/ErrorCode";
import { type MessageId, t } from "../words";

const messages = {
  signInRequired: "failure-sign-in-required",
  confirmDestinations: "failure-confirm-destinations",
  cancelled: "failure-cancelled",
  signInFailed: "failure-sign-in-failed",
  noSecretStore: "failure-no-secret-store",
  forbidden: "failure-forbidden",
  notFound: "failure-not-found",
  otherAccount: "failure-other-account",
  throttled: "failure-throttled",
  offline: "failure-offline",
  serviceFailed: "failure-service-failed",
  invalid: "failure-invalid",
  clockWrong: "failure-clock-wrong",
  locked: "lock-screen-title",
  internal: "failure-internal",
} as const satisfies Record<ErrorCode, MessageId>;

export function errorTitle(code: ErrorCode): string {
  return t(messages[code]);
}

// Decides when an open page reads a token's life again.
import type { QueryState } from "@tanstack/react-query";
import type { CommandError } from "./bindings/CommandError";
import type { TokenLife } from "./bindings/TokenLife";

const SOONEST_MS = 1000;
const AGAIN_MS = 30_000;
/** A timer takes no more than 2^31 ms and would fire at once. */
const LATEST_MS = 24 * 60 * 60 * 1000;

type Reading = Pick<
  QueryState<TokenLife, CommandError>,
  "data" | "dataUpdatedAt" | "error" | "errorUpdatedAt"
>;

/**
 * Milliseconds from `nowMs` to the next read: when the token is to be refreshed, then every half minute until there is
 * a newer token.
 */
export function untilNextReading(reading: Reading, nowMs: number): number | false {
  if (!reading.data) return false;
  const refreshAtMs = Date.parse(reading.data.refreshBy);
  const askedAtMs = Math.max(reading.dataUpdatedAt, reading.errorUpdatedAt);
  if (askedAtMs >= refreshAtMs) return Math.max(AGAIN_MS, reading.error?.retryAfterMs ?? 0);
  return Math.min(Math.max(refreshAtMs - nowMs, SOONEST_MS), LATEST_MS);
}

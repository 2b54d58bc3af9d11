// Which steps a sign-in has: they depend on the way that was taken.
import type { SignInProgress } from "../../ipc/bindings/SignInProgress";
import type { SignInWay } from "../../ipc/bindings/SignInWay";

/** Through the browser, by a code that is typed elsewhere, or without anybody. */
export type SignInFlow = "browser" | "deviceCode" | "direct";

export type SignInStep = Exclude<SignInProgress["step"], "failed">;

/** What the steps so far tell, else what the way tells; without either it is the browser. */
export function flowOf(seen: readonly SignInStep[], way?: SignInWay["kind"]): SignInFlow {
  if (seen.includes("showingCode")) return "deviceCode";
  if (seen.includes("waiting")) return "browser";
  if (way === undefined) return "browser";
  return way === "browser" || way === "deviceCode" ? way : "direct";
}

export const stepsOf: Record<SignInFlow, readonly SignInStep[]> = {
  browser: ["discovering", "waiting", "exchanging"],
  deviceCode: ["discovering", "showingCode", "exchanging"],
  direct: ["discovering", "exchanging"],
};

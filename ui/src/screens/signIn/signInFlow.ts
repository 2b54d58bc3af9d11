// Which steps a sign-in has: they depend on the method.

import type { SignInMethod } from "../../ipc/bindings/SignInMethod";
import type { SignInProgress } from "../../ipc/bindings/SignInProgress";

/** Through the browser, by a code that is typed elsewhere, or without anybody. */
export type SignInFlow = "browser" | "deviceCode" | "direct";

export type SignInStep = Exclude<SignInProgress["step"], "failed">;

/** What the steps so far tell, else what the method tells; without either it is the browser. */
export function flowOf(seen: readonly SignInStep[], method?: SignInMethod["kind"]): SignInFlow {
  if (seen.includes("showingCode")) return "deviceCode";
  if (seen.includes("waiting")) return "browser";
  if (method === undefined) return "browser";
  return method === "browser" || method === "deviceCode" ? method : "direct";
}

export const stepsOf: Record<SignInFlow, readonly SignInStep[]> = {
  browser: ["discovering", "waiting", "exchanging"],
  deviceCode: ["discovering", "showingCode", "exchanging"],
  direct: ["discovering", "exchanging"],
};

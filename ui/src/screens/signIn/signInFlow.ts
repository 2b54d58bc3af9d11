// The steps of a sign-in, by method.

import type { SignInMethod } from "../../ipc/bindings/SignInMethod";
import type { SignInProgress } from "../../ipc/bindings/SignInProgress";

/** In the browser, with a device code, or without a person. */
export type SignInFlow = "browser" | "deviceCode" | "direct";

export type SignInStep = Exclude<SignInProgress["step"], "failed">;

/** The flow by the steps so far, else by the method, else the browser. */
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

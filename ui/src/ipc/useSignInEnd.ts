// Reports the end of a sign-in.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { AccountSummary } from "./bindings/AccountSummary";
import type { AppOverview } from "./bindings/AppOverview";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";

/** Calls `onSignedIn` after a successful sign-in, once the overview shows the account. */
export function useSignInEnd(onSignedIn: (account: AccountSummary) => void) {
  const client = useQueryClient();
  const { transport } = useIpc();
  const latest = useRef(onSignedIn);
  latest.current = onSignedIn;
  useEffect(() => {
    const report = async (accountId: string) => {
      await client.invalidateQueries({ queryKey: keys.overview });
      const overview = client.getQueryData<AppOverview>(keys.overview);
      const account = overview?.accounts.find(({ id }) => id === accountId);
      if (account) latest.current(account);
    };
    const listening = transport.listen("changed", (change) => {
      if (change.kind === "signInEnded" && change.outcome.kind === "signedIn")
        void report(change.outcome.accountId);
    });
    return () => void listening.then((stop) => stop());
  }, [client, transport]);
}

import { hashKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { AccountSummary } from "./bindings/AccountSummary";
import type { AppOverview } from "./bindings/AppOverview";
import { keys } from "./queries";

const overviewHash = hashKey(keys.overview);

/**
 * Calls `onSignedIn` when a sign-in has ended with somebody signed in. It looks at every overview that
 * arrives, drawn or not. Where somebody was signed in before, a sign-in that was cancelled leaves just
 * what one that worked leaves, so cancelling is looked up too.
 */
export function useSignInEnd(onSignedIn: (account: AccountSummary) => void) {
  const client = useQueryClient();
  const latest = useRef(onSignedIn);
  latest.current = onSignedIn;
  useEffect(() => {
    let begun: { atMs: number; accountId: string | undefined } | null = null;
    const wasCancelledSince = (sinceMs: number) =>
      client
        .getMutationCache()
        .findAll({ mutationKey: ["cancelSignIn"] })
        .some(({ state }) => state.submittedAt >= sinceMs);
    const look = (overview: AppOverview | undefined) => {
      if (!overview) return;
      const { account, signIn } = overview;
      if (signIn?.step === "failed") begun = null;
      else if (signIn) begun ??= { atMs: Date.now(), accountId: account?.id };
      else if (begun) {
        const { atMs, accountId } = begun;
        begun = null;
        if (account && (account.id !== accountId || !wasCancelledSince(atMs))) latest.current(account);
      }
    };
    look(client.getQueryData<AppOverview>(keys.overview));
    return client.getQueryCache().subscribe(({ type, query }) => {
      if (type === "updated" && query.queryHash === overviewHash) look(query.state.data);
    });
  }, [client]);
}

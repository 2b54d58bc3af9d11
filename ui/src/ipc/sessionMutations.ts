// Mutations of sign-ins, accounts and clouds, with the queries that each one invalidates.
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { AppOverview } from "./bindings/AppOverview";
import type { CloudDescription } from "./bindings/CloudDescription";
import type { SignInMethod } from "./bindings/SignInMethod";
import type { SignInOptions } from "./bindings/SignInOptions";
import { useAskForDestinations } from "./destinations";
import { toCommandError } from "./errors";
import { useIpc } from "./IpcContext";
import { forgetOtherAccounts, keys } from "./queries";

export function useChooseCloud() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (cloudId: string) => commands.chooseCloud({ cloudId }),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

/** Switches to another account of the same cloud. */
export function useChooseAccount() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (accountId: string) => commands.chooseAccount({ accountId }),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

/** Resumes a session of an earlier version, after the person has confirmed where its tokens go. */
export function useConfirmDestinations() {
  const { commands } = useIpc();
  const client = useQueryClient();
  const withConfirmation = useWithConfirmation();
  return useMutation({
    mutationFn: (accountId: string) =>
      withConfirmation(null, (confirmedHost) => commands.confirmDestinations({ accountId, confirmedHost })),
    onSuccess: (overview) => {
      setOverview(client, overview);
      return client.invalidateQueries();
    },
  });
}

/** Switches to another tenant of an account, without a browser. */
export function useEnterTenant() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (where: { accountId: string; tenantId: string }) => commands.enterTenant(where),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

export function useAddCloud() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (description: CloudDescription) => commands.addCloud({ description }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.overview }),
  });
}

/** Removes an added cloud, with all its sessions. */
export function useRemoveCloud() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (cloudId: string) => commands.removeCloud({ cloudId }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.overview }),
  });
}

/** The options of a sign-in in the browser or with a code. They hold no secret. */
export type BrowserSignIn = Omit<SignInOptions, "method"> & {
  method?: Extract<SignInMethod, { kind: "deviceCode" }>;
};

/** The options of the last sign-in, to start it again. */
export function useLastSignIn(): BrowserSignIn | undefined {
  return useQueryClient().getQueryData<BrowserSignIn>(keys.signInOptions);
}

/** Starts a person's sign-in, in another cloud if the options name one. */
export function useStartSignIn() {
  const startSignIn = useConfirmedStart();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (options: BrowserSignIn) => startSignIn(options),
    onMutate: (options) => void client.setQueryData(keys.signInOptions, options),
    onSettled: () => client.invalidateQueries({ queryKey: keys.overview }),
  });
}

/**
 * Starts a sign-in by any method. Not a mutation on purpose: its cache would keep the secret in the options for
 * minutes. The caller gets the error.
 */
export function useStartSignInBy() {
  const startSignIn = useConfirmedStart();
  const client = useQueryClient();
  return useCallback(
    async (options: SignInOptions) => {
      try {
        await startSignIn(options);
      } finally {
        await client.invalidateQueries({ queryKey: keys.overview });
      }
    },
    [client, startSignIn],
  );
}

/** Starts a sign-in. Asks once for a confirmation of where tokens go, if the host requires one. */
function useConfirmedStart() {
  const { commands } = useIpc();
  const withConfirmation = useWithConfirmation();
  return useCallback(
    (options: SignInOptions) =>
      withConfirmation(options.cloudId ?? null, (host) =>
        commands.startSignIn({ options: host === null ? options : { ...options, confirmedHost: host } }),
      ),
    [commands, withConfirmation],
  );
}

/** Runs `act`. If the host requires a confirmation of where tokens go, asks for it and runs `act` again. */
function useWithConfirmation() {
  const ask = useAskForDestinations();
  return useCallback(
    async <T>(cloudId: string | null, act: (confirmedHost: string | null) => Promise<T>): Promise<T> => {
      try {
        return await act(null);
      } catch (reason) {
        const error = toCommandError(reason);
        if (error.reason !== "destinationsUnconfirmed") throw error;
        const confirmedHost = await ask(error, cloudId);
        if (confirmedHost === null) throw error;
        return await act(confirmedHost);
      }
    },
    [ask],
  );
}

export function useSignInStep(step: "cancelSignIn" | "reopenSignInPage" | "dismissSignInFailure") {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => commands[step](),
    onSettled: () => client.invalidateQueries({ queryKey: keys.overview }),
  });
}

export function useAllowSessionOnly() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => commands.allowSessionOnly(),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

export function useSignOut() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (accountId: string | null) => commands.signOut({ accountId }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.overview }),
  });
}

export function useLockApp() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => commands.lockApp(),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

/** Unlocks the app, or starts the sign-in that unlocks it. */
export function useUnlockApp() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => commands.unlockApp(),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

export function setOverview(client: QueryClient, overview: AppOverview) {
  forgetOtherAccounts(client, overview);
  client.setQueryData(keys.overview, overview);
}

// What screens do. Invalidation is decided here.
import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { AppOverview } from "./bindings/AppOverview";
import type { CloudDescription } from "./bindings/CloudDescription";
import type { Copied } from "./bindings/Copied";
import type { KeySlot } from "./bindings/KeySlot";
import type { ServiceDetails } from "./bindings/ServiceDetails";
import type { SettingsUpdate } from "./bindings/SettingsUpdate";
import type { SignInOptions } from "./bindings/SignInOptions";
import type { SlotFingerprints } from "./bindings/SlotFingerprints";
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

/** Works with another account of the same cloud. */
export function useChooseAccount() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (accountId: string) => commands.chooseAccount({ accountId }),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

/** Works in another tenant of an account; no browser opens for it. */
export function useEnterTenant() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (where: { accountId: string; tenantId: string }) => commands.enterTenant(where),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

/** Wants the workspace of a `config.json` to be opened, by the file's text. */
export function useRequestWorkspace() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (config: string) => commands.requestWorkspace({ config }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.overview }),
        client.invalidateQueries({ queryKey: keys.requestedWorkspaces }),
      ]),
  });
}

export function useDismissRequestedWorkspace() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => commands.dismissRequestedWorkspace(),
    onSettled: () => client.invalidateQueries({ queryKey: keys.overview }),
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

/** Forgets a cloud that was added, with everybody's session in it. */
export function useRemoveCloud() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (cloudId: string) => commands.removeCloud({ cloudId }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.overview }),
  });
}

/** What a sign-in in the browser starts with. */
export type BrowserSignIn = Omit<SignInOptions, "way">;

/** What the last one was started with, so that the same can be tried again. */
export function useLastSignIn(): BrowserSignIn | undefined {
  return useQueryClient().getQueryData<BrowserSignIn>(keys.signInOptions);
}

/** Starts a sign-in in the browser, in another cloud if the options name one. */
export function useStartSignIn() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (options: BrowserSignIn) => commands.startSignIn({ options }),
    onMutate: (options) => void client.setQueryData(keys.signInOptions, options),
    onSettled: () => client.invalidateQueries({ queryKey: keys.overview }),
  });
}

/**
 * Starts a sign-in by any way. Not a mutation on purpose: its cache would keep a secret among the
 * options for minutes. Whoever asks has the error.
 */
export function useStartSignInBy() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useCallback(
    async (options: SignInOptions) => {
      try {
        await commands.startSignIn({ options });
        // Without a browser it can be over before the host is asked again, and its end would be missed.
        client.setQueryData<AppOverview>(
          keys.overview,
          (overview) => overview && { ...overview, signIn: { step: "discovering" } },
        );
      } finally {
        await client.invalidateQueries({ queryKey: keys.overview });
      }
    },
    [client, commands],
  );
}

export function useSignInStep(step: "cancelSignIn" | "reopenSignInPage" | "dismissSignInFailure") {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationKey: [step],
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

export function useResetDemoCloud() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => commands.resetDemoCloud(),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

export function useSaveSettings() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (update: SettingsUpdate) => commands.saveSettings({ update }),
    onSuccess: (settings) => client.setQueryData(keys.settings, settings),
  });
}

export type CopySource =
  | { what: "text"; text: string }
  | { what: "key"; service: string; slot: KeySlot }
  | { what: "token"; service: string }
  | { what: "signInLink" };

/** Puts something on the clipboard; the host does it, so a secret does not pass through the window. */
export function useCopy() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (source: CopySource): Promise<Copied> => {
      switch (source.what) {
        case "text":
          return commands.copyText({ text: source.text });
        case "key":
          return commands.copyKey({ service: source.service, slot: source.slot });
        case "token":
          return commands.copyToken({ service: source.service });
        case "signInLink":
          return commands.copySignInLink();
      }
    },
    onSuccess: (copied, source) => {
      if (source.what === "key" && copied.fingerprints)
        setFingerprints(client, source.service, copied.fingerprints);
      if (source.what === "token" && copied.token)
        client.setQueryData(keys.token(source.service), copied.token);
    },
  });
}

/**
 * Asks for a key in clear. Not a mutation on purpose: its cache would keep the key for minutes.
 * The caller holds it in its own state and drops it when the time is up.
 */
export function useRevealKey(service: string) {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useCallback(
    async (slot: KeySlot) => {
      const { value, hideAt, fingerprints } = await commands.revealKey({ service, slot });
      setFingerprints(client, service, fingerprints);
      return { value, hideAt };
    },
    [client, commands, service],
  );
}

export function useRegenerateKey(service: string) {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ slot, typedName }: { slot: KeySlot; typedName: string }) =>
      commands.regenerateKey({ service, slot, typedName }),
    onSuccess: ({ after }) => setFingerprints(client, service, after),
    onSettled: () => client.invalidateQueries({ queryKey: keys.service(service) }),
  });
}

function setOverview(client: QueryClient, overview: AppOverview) {
  forgetOtherAccounts(client, overview);
  client.setQueryData(keys.overview, overview);
}

function setFingerprints(client: QueryClient, service: string, fingerprints: SlotFingerprints) {
  client.setQueryData<ServiceDetails>(keys.service(service), (details) =>
    details?.keys ? { ...details, keys: { ...details.keys, fingerprints } } : details,
  );
}

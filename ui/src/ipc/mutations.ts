// Mutations, with the queries that each one invalidates.

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { loadLanguage } from "../words/language";
import type { CallLanguage } from "./bindings/CallLanguage";
import type { Copied } from "./bindings/Copied";
import type { KeySlot } from "./bindings/KeySlot";
import type { Language } from "./bindings/Language";
import type { LockSettings } from "./bindings/LockSettings";
import type { ServiceDetails } from "./bindings/ServiceDetails";
import type { SettingsUpdate } from "./bindings/SettingsUpdate";
import type { SettingsView } from "./bindings/SettingsView";
import type { SlotFingerprints } from "./bindings/SlotFingerprints";
import { toCommandError } from "./errors";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";
import { setOverview } from "./sessionMutations";

/** Copies the address of a service, which is read for it; false if it has none. */
export function useCopyAddress() {
  const { commands } = useIpc();
  return useMutation({
    mutationFn: async (service: string) => {
      const { address } = await commands.describeService({ service });
      if (address.state === "absent") return false;
      await commands.copyText({ text: address.uri });
      return true;
    },
  });
}

/** Asks the host to open the workspace of a `config.json`, given as text. */
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

export function useResetDemoCloud() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => commands.resetDemoCloud(),
    onSuccess: (overview) => setOverview(client, overview),
  });
}

/** Changes some settings; the others stay. Changes wait for each other, so that none undoes another one. */
export function useSaveSettings() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    scope: { id: "settings" },
    mutationFn: (change: (current: SettingsView) => Partial<SettingsUpdate>) => {
      const current = client.getQueryData<SettingsView>(keys.settings);
      if (!current) throw new Error("the settings are not known yet");
      const { theme, zoomPercent, singleKeys, tenant, clientId } = { ...current, ...change(current) };
      return commands.saveSettings({ update: { theme, zoomPercent, singleKeys, tenant, clientId } });
    },
    onSuccess: (settings) => client.setQueryData(keys.settings, settings),
  });
}

/** The choice of a language, which draws the screen that it was made on anew. */
export const LANGUAGE_CHOICE = ["setLanguage"];

/**
 * Keeps the language and shows the window in it. Everything is read again, as answers of the host have texts. Quick
 * choices are kept one after the other.
 */
export function useSetLanguage() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationKey: LANGUAGE_CHOICE,
    scope: { id: "language" },
    mutationFn: (language: Language) => commands.setLanguage({ language }),
    onSuccess: async (settings) => {
      client.setQueryData(keys.settings, settings);
      await loadLanguage(settings.textLanguage).catch((reason) => {
        throw toCommandError(reason);
      });
      await client.invalidateQueries();
    },
  });
}

export function useSaveLockSettings() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: LockSettings) => commands.saveLockSettings({ settings }),
    onSuccess: (settings) => {
      client.setQueryData(keys.lockSettings, settings);
      void client.invalidateQueries({ queryKey: keys.session });
    },
  });
}

/** Stores a trial secret, reads it and removes it. */
export function useTrySecretStore() {
  const { commands } = useIpc();
  return useMutation({ mutationFn: () => commands.trySecretStore() });
}

/** Removes every stored secret. */
export function usePurgeSecretStore() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (typedWord: string) => commands.purgeSecretStore({ typedWord }),
    onSettled: () => {
      client.removeQueries({ queryKey: keys.secretStore });
      return client.invalidateQueries({ queryKey: keys.overview });
    },
  });
}

export type CopySource =
  | { what: "text"; text: string }
  | { what: "key"; service: string; slot: KeySlot }
  | { what: "token"; service: string }
  | { what: "call"; service: string; language: CallLanguage; slot: KeySlot | null }
  | { what: "commandLine"; service: string }
  | { what: "signInLink" };

/** Asks the host to copy something, so that a secret does not pass through the window. */
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
        case "call":
          return commands.copyCall({
            service: source.service,
            language: source.language,
            slot: source.slot,
          });
        case "commandLine":
          return commands.copyCommandLine({ service: source.service });
        case "signInLink":
          return commands.copySignInLink();
      }
    },
    onSuccess: (copied, source) => {
      if (!("service" in source)) return;
      if (copied.fingerprints) setFingerprints(client, source.service, copied.fingerprints);
      if (copied.token) client.setQueryData(keys.token(source.service), copied.token);
    },
  });
}

/**
 * Reads a key in clear. Not a mutation on purpose: its cache would keep the key for minutes.
 * The caller holds the key in its own state and drops it in time.
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

function setFingerprints(client: QueryClient, service: string, fingerprints: SlotFingerprints) {
  client.setQueryData<ServiceDetails>(keys.service(service), (details) =>
    details?.keys ? { ...details, keys: { ...details.keys, fingerprints } } : details,
  );
}

// What screens read. Keys are made here; nothing in the cache is a secret.
import { QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AppOverview } from "./bindings/AppOverview";
import type { CommandError } from "./bindings/CommandError";
import { useIpc } from "./IpcContext";
import { untilNextReading } from "./tokenReading";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: CommandError;
  }
}

export const keys = {
  overview: ["overview"] as const,
  settings: ["settings"] as const,
  /** What the last sign-in in the browser was started with; no secret is among it. */
  signInOptions: ["signInOptions"] as const,
  lockSettings: ["lockSettings"] as const,
  /** What the doctor of the secret store found. */
  secretStore: ["secretStore"] as const,
  /** Long work of this run, of whichever account. */
  jobs: ["jobs"] as const,
  /** Everything that belongs to the signed-in account. */
  account: ["account"] as const,
  tenantsOfAll: ["tenants"] as const,
  tenants: (accountId: string) => ["tenants", accountId] as const,
  credential: (accountId: string) => ["credential", accountId] as const,
  sources: ["sources"] as const,
  session: ["account", "session"] as const,
  requestedWorkspaces: ["account", "requestedWorkspace"] as const,
  requestedWorkspace: (name: string) => ["account", "requestedWorkspace", name] as const,
  workspaces: ["account", "workspaces"] as const,
  workspace: (workspace: string) => ["account", "workspace", workspace] as const,
  services: (workspace: string) => ["account", "services", workspace] as const,
  allServices: ["account", "services"] as const,
  access: (workspace: string) => ["account", "access", workspace] as const,
  allAccess: ["account", "access"] as const,
  service: (service: string) => ["account", "service", service] as const,
  token: (service: string) => ["account", "token", service] as const,
};

/** Lists stay as they are for this long; *Refresh* reads them again at once. */
const LIST_STALE_MS = 60_000;

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // The host retries what is worth retrying; a second layer would only multiply the requests.
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  client.setQueryDefaults(keys.signInOptions, { gcTime: Number.POSITIVE_INFINITY });
  return client;
}

export function useOverview() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.overview,
    queryFn: async () => {
      const next = await commands.describeApp();
      forgetOtherAccounts(client, next);
      return next;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useSettings() {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.settings,
    queryFn: () => commands.describeSettings(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useLockSettings() {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.lockSettings,
    queryFn: () => commands.describeLockSettings(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The timers of the session; read once for each time that they are looked at. */
export function useSession(isSignedIn: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.session,
    queryFn: () => commands.describeSession(),
    enabled: isSignedIn,
    gcTime: 0,
  });
}

/** Looks at the secret store when it is asked to, and not before. */
export function useSecretStore() {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.secretStore,
    queryFn: () => commands.checkSecretStore(),
    enabled: false,
    gcTime: 0,
  });
}

/** The tenants of one account, as soon as somebody wants to see them. */
export function useTenants(accountId: string, isWanted: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.tenants(accountId),
    queryFn: () => commands.listTenants({ accountId }),
    enabled: isWanted,
    staleTime: LIST_STALE_MS,
  });
}

/** Where the workspace of an opened `config.json` is; looked for once somebody is signed in. */
export function useRequestedWorkspace(name: string, isSignedIn: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.requestedWorkspace(name),
    queryFn: () => commands.locateRequestedWorkspace(),
    enabled: isSignedIn,
    // Another file can mean another workspace of the same name.
    gcTime: 0,
  });
}

/** When an application's credential ends; Microsoft Graph is asked as soon as somebody wants to know. */
export function useCredential(accountId: string, isWanted: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.credential(accountId),
    queryFn: () => commands.describeCredential({ accountId }),
    enabled: isWanted,
    staleTime: LIST_STALE_MS,
  });
}

/** Where tokens could come from on this machine. */
export function useCredentialSources() {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.sources,
    queryFn: () => commands.listCredentialSources(),
    staleTime: LIST_STALE_MS,
  });
}

export function useWorkspaces() {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.workspaces,
    queryFn: () => commands.listWorkspaces(),
    staleTime: LIST_STALE_MS,
  });
}

export function useWorkspace(workspace: string) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.workspace(workspace),
    queryFn: () => commands.describeWorkspace({ workspace }),
    staleTime: LIST_STALE_MS,
  });
}

export function useServices(workspace: string) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.services(workspace),
    queryFn: () => commands.listServices({ workspace }),
    staleTime: LIST_STALE_MS,
  });
}

export function useAccess(workspace: string) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.access(workspace),
    queryFn: () => commands.listAccess({ workspace }),
    staleTime: LIST_STALE_MS,
  });
}

export function useService(service: string) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.service(service),
    queryFn: () => commands.describeService({ service }),
    staleTime: LIST_STALE_MS,
  });
}

/** When the service's token must be fetched again and when it ends; the token itself stays in the host. */
export function useTokenLife(service: string, mayRead: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.token(service),
    queryFn: () => commands.describeToken({ service }),
    enabled: mayRead,
    staleTime: LIST_STALE_MS,
    refetchInterval: ({ state }) => untilNextReading(state, Date.now()),
  });
}

/** Long work that goes on when its page is left; the host says when to read it again. */
export function useJobs() {
  const { commands } = useIpc();
  return useQuery({ queryKey: keys.jobs, queryFn: () => commands.listJobs() });
}

/**
 * Called with an overview before it is shown: what was read as one account is not shown to another.
 * Without an account no page is left that reads; from one account to the next, open pages read again.
 */
export function forgetOtherAccounts(client: QueryClient, next: AppOverview) {
  const previous = client.getQueryData<AppOverview>(keys.overview);
  if (!previous?.account || identityOf(previous) === identityOf(next)) return;
  if (next.account) void client.resetQueries({ queryKey: keys.account });
  else client.removeQueries({ queryKey: keys.account });
}

/** Names the account and the cloud that it is on; two are the same if this is. */
export function identityOf({ cloud, account }: AppOverview): string {
  return [cloud?.id, account?.id].join("|");
}

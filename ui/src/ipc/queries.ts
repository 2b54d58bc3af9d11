// Queries and their keys. The cache holds no secret.
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
  /** The options of the last sign-in in the browser. They hold no secret. */
  signInOptions: ["signInOptions"] as const,
  lockSettings: ["lockSettings"] as const,
  /** The report on the secret store. */
  secretStore: ["secretStore"] as const,
  /** The jobs of this run, of all accounts. */
  jobs: ["jobs"] as const,
  /** The jobs whose outcome a service's page has shown. */
  seenJobs: ["seenJobs"] as const,
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
  /** The services of one workspace, or of every one (null). */
  services: (workspace: string | null) => ["account", "services", workspace] as const,
  allServices: ["account", "services"] as const,
  pins: ["account", "pins"] as const,
  access: (workspace: string) => ["account", "access", workspace] as const,
  allAccess: ["account", "access"] as const,
  service: (service: string) => ["account", "service", service] as const,
  token: (service: string) => ["account", "token", service] as const,
};

/** How long lists stay fresh. *Refresh* reads them again at once. */
export const LIST_STALE_MS = 60_000;

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // The host retries already; a second layer would only multiply the requests.
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  for (const queryKey of [keys.signInOptions, keys.seenJobs])
    client.setQueryDefaults(queryKey, { gcTime: Number.POSITIVE_INFINITY });
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

/** The timers of the session, read each time they are shown. */
export function useSession(isSignedIn: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.session,
    queryFn: () => commands.describeSession(),
    enabled: isSignedIn,
    gcTime: 0,
  });
}

/** The report on the secret store, read on request only. */
export function useSecretStore() {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.secretStore,
    queryFn: () => commands.checkSecretStore(),
    enabled: false,
    gcTime: 0,
  });
}

/** The tenants of one account, read once they are shown. */
export function useTenants(accountId: string, isWanted: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.tenants(accountId),
    queryFn: () => commands.listTenants({ accountId }),
    enabled: isWanted,
    staleTime: LIST_STALE_MS,
  });
}

/** The location of a requested workspace, read once an account is signed in. */
export function useRequestedWorkspace(name: string, isSignedIn: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.requestedWorkspace(name),
    queryFn: () => commands.locateRequestedWorkspace(),
    enabled: isSignedIn,
    // Another file can name another workspace of the same name.
    gcTime: 0,
  });
}

/** When an application's credential ends. Asks Microsoft Graph on request only. */
export function useCredential(accountId: string, isWanted: boolean) {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.credential(accountId),
    queryFn: () => commands.describeCredential({ accountId }),
    enabled: isWanted,
    staleTime: LIST_STALE_MS,
  });
}

/** The sources of tokens on this machine. */
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

/** Jobs, which go on when their page is left. Change events cause new reads. */
export function useJobs() {
  const { commands } = useIpc();
  return useQuery({
    queryKey: keys.jobs,
    queryFn: () => commands.listJobs(),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/**
 * Call it with a new overview before showing it. If the account has changed, drops everything that was read as the
 * earlier one. Open pages then read again.
 */
export function forgetOtherAccounts(client: QueryClient, next: AppOverview) {
  const previous = client.getQueryData<AppOverview>(keys.overview);
  if (!previous?.account || identityOf(previous) === identityOf(next)) return;
  if (next.account) void client.resetQueries({ queryKey: keys.account });
  else client.removeQueries({ queryKey: keys.account });
}

/** Identifies an account and its cloud. */
export function identityOf({ cloud, account }: AppOverview): string {
  return [cloud?.id, account?.id].join("|");
}

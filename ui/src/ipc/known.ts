// What the window knows already: read from the cache, nothing is asked of the host.
import { type Query, skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import type { AccessList } from "./bindings/AccessList";
import type { CommandError } from "./bindings/CommandError";
import type { PrincipalSummary } from "./bindings/PrincipalSummary";
import type { ServiceDetails } from "./bindings/ServiceDetails";
import { keys } from "./queries";

/** A service's details as they were read for its page. Reads nothing by itself. */
export function useReadService(service: string | undefined): ServiceDetails | undefined {
  return useQuery<ServiceDetails>({ queryKey: keys.service(service ?? ""), queryFn: skipToken }).data;
}

/** Whether something that a page shows could not be read for want of a connection. */
export function useIsOffline(): boolean {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (onChange) => cache.subscribe(onChange),
    () => cache.getAll().some((query) => query.isActive() && errorOf(query)?.code === "offline"),
  );
}

/** A list that keeps its rows has the error in its data. */
function errorOf({ state }: Query): CommandError | null {
  const { error } = (state.data ?? {}) as { error?: CommandError | null };
  return (state.error as CommandError | null) ?? error ?? null;
}

/** A principal of an access list, and the workspace of that list. */
export interface ReadPrincipal {
  principal: PrincipalSummary;
  workspace: string;
}

/** The principals of the access lists that were read, each once. Reads nothing by itself. */
export function useReadPrincipals(): ReadPrincipal[] {
  const client = useQueryClient();
  const [principals] = useState(() => {
    const byId = new Map<string, ReadPrincipal>();
    for (const [queryKey, list] of client.getQueriesData<AccessList>({ queryKey: keys.allAccess }))
      for (const { principal } of list?.assignments ?? [])
        if (!byId.has(principal.id))
          byId.set(principal.id, { principal, workspace: String(queryKey.at(-1)) });
    return [...byId.values()];
  });
  return principals;
}

/** The ended jobs whose outcome the person has seen on the page of their service. They stay in Activity. */
export function useSeenJobs(): ReadonlySet<number> {
  const { data } = useQuery<ReadonlySet<number>>({ queryKey: keys.seenJobs, queryFn: skipToken });
  return data ?? noJobs;
}

const noJobs: ReadonlySet<number> = new Set();

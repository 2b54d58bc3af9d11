// The services of every workspace, or of one: a list that grows while it is read.
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ListFailure } from "./bindings/ListFailure";
import type { Refresh } from "./bindings/Refresh";
import type { ServiceChanges } from "./bindings/ServiceChanges";
import type { ServiceSummary } from "./bindings/ServiceSummary";
import { useIpc } from "./IpcContext";
import { keys, LIST_STALE_MS } from "./queries";

/** How often a list that is being read is asked for more. */
const BETWEEN_PARTS_MS = 250;

/** What was read so far. */
export interface ServiceRows extends Omit<ServiceChanges, "services" | "removed" | "isWhole"> {
  byHandle: ReadonlyMap<string, ServiceSummary>;
  rows: ServiceSummary[];
}

/** The rows after a change. Rows that did not change are the same objects. */
export function applyChanges(before: ServiceRows | undefined, changes: ServiceChanges): ServiceRows {
  const { services, removed, isWhole, ...rest } = changes;
  const isUnchanged = before && !isWhole && services.length === 0 && removed.length === 0;
  if (isUnchanged) return { ...rest, byHandle: before.byHandle, rows: before.rows };
  const byHandle = new Map(isWhole ? [] : before?.byHandle);
  for (const handle of removed) byHandle.delete(handle);
  for (const service of services) byHandle.set(service.handle, service);
  return { ...rest, byHandle, rows: [...byHandle.values()] };
}

/** Whether a row is from before its source failed. */
export function isOutdated(failures: readonly ListFailure[], handle: string): boolean {
  const spelled = handle.toLowerCase();
  return failures.some(({ handles }) => spelled.startsWith(handles.toLowerCase()));
}

/**
 * The services of every workspace (null) or of one, row by row while they are read. A list that is older than a minute is
 * read again when it is opened.
 */
export function useServices(workspace: string | null) {
  const query = useQuery(useServicesQuery(workspace));
  const { mutate: refresh } = useRefreshServices(workspace);
  const { data } = query;
  const isChecked = useRef(false);
  useEffect(() => {
    if (!data || isChecked.current) return;
    isChecked.current = true;
    const isOld = data.asOf !== null && Date.now() - Date.parse(data.asOf) > LIST_STALE_MS;
    if (!data.isReading && (isOld || data.error)) refresh("everything");
  }, [data, refresh]);
  return query;
}

function useServicesQuery(workspace: string | null) {
  const { commands } = useIpc();
  const client = useQueryClient();
  const queryKey = keys.services(workspace);
  return queryOptions({
    queryKey,
    queryFn: async () => {
      const before = client.getQueryData<ServiceRows>(queryKey);
      const changes = await commands.followServices({ workspace, since: before?.mark ?? null });
      return applyChanges(before, changes);
    },
    // A comparison of thousands of rows would take longer than showing them.
    structuralSharing: false,
    refetchInterval: ({ state }) => (state.data?.isReading ? BETWEEN_PARTS_MS : false),
  });
}

export type ServicesProgress = Omit<ServiceRows, "byHandle" | "rows">;

/**
 * How far the services of every workspace are read, on any page. Begins nothing, but follows what a list has begun;
 * undefined before that.
 */
export function useServicesProgress(): ServicesProgress | undefined {
  return useQuery({
    ...useServicesQuery(null),
    enabled: ({ state }) => state.data !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** Reads services again: all, or those whose source failed. */
export function useRefreshServices(workspace: string | null) {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (refresh: Refresh) => commands.refreshServices({ workspace, refresh }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.services(workspace) }),
  });
}

export function usePins() {
  const { commands } = useIpc();
  return useQuery({ queryKey: keys.pins, queryFn: () => commands.listPins() });
}

/** Pins a service, or unpins it. */
export function usePinService() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ service, isPinned }: { service: string; isPinned: boolean }) =>
      isPinned ? commands.pinService({ service }) : commands.unpinService({ service }),
    onSuccess: (pins) => client.setQueryData(keys.pins, pins),
  });
}

// Mutations of jobs, with the queries that they invalidate.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Commands } from "./commands";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";

/** Asks jobs to stop. Each job stops at the next safe point. */
export function useStopJobs() {
  return useForEachJob((commands, id) => commands.stopJob({ id }));
}

/** Notes that the person has seen the outcome of jobs. */
export function useMarkJobsSeen() {
  const client = useQueryClient();
  return useCallback(
    (ids: readonly number[]) =>
      client.setQueryData<ReadonlySet<number>>(
        keys.seenJobs,
        (before) => new Set([...(before ?? []), ...ids]),
      ),
    [client],
  );
}

/** Dismisses ended jobs: they are in no list any more. */
export function useDismissJobs() {
  return useForEachJob((commands, id) => commands.dismissJob({ id }));
}

function useForEachJob(act: (commands: Commands, id: number) => Promise<null>) {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ids: number[]) => Promise.all(ids.map((id) => act(commands, id))),
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
}

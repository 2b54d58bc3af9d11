// Mutations of jobs, with the queries that they invalidate.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Commands } from "./commands";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";

/** Asks jobs to stop. Each job stops at the next safe point. */
export function useStopJobs() {
  return useForEachJob((commands, id) => commands.stopJob({ id }));
}

/** Dismisses ended jobs. */
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

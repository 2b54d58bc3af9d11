// What can be done with the list of who has access. Invalidation is decided here.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";

/** Has the names of who has a role looked up in Microsoft Graph from now on, or no more. */
export function useNames() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (are: "shown" | "hidden") => (are === "shown" ? commands.showNames() : commands.hideNames()),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.allAccess }),
  });
}

// Mutations of the access list, with the queries that they invalidate.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";

/** Turns the lookup of principal names in Microsoft Graph on or off. */
export function useNames() {
  const { commands } = useIpc();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (are: "shown" | "hidden") => (are === "shown" ? commands.showNames() : commands.hideNames()),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.allAccess }),
        client.invalidateQueries({ queryKey: keys.settings }),
      ]),
  });
}

// What leaves the window for the browser or for a file.

import { useMutation } from "@tanstack/react-query";
import type { Site } from "./bindings/Site";
import { useIpc } from "./IpcContext";

/** The handle of what is opened. */
export type SitePlace = { service: string } | { workspace: string };

/** Opens a page of Azure Machine Learning studio or of the Azure portal in the browser. */
export function useOpenSite() {
  const { commands } = useIpc();
  return useMutation({
    mutationFn: ({ of, site }: { of: SitePlace; site: Site }) =>
      "service" in of
        ? commands.openServicePage({ service: of.service, site })
        : commands.openWorkspacePage({ workspace: of.workspace, site }),
  });
}

/** Saves the `config.json` of a workspace where the system saves files. */
export function useSaveWorkspaceConfig() {
  const { commands } = useIpc();
  return useMutation({ mutationFn: (workspace: string) => commands.saveWorkspaceConfig({ workspace }) });
}

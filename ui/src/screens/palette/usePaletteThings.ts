import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { distinctNamesOf, tenantNamesOf } from "../../components/accountName";
import { useSwitchAction } from "../../components/useSwitchAction";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import { useReadPrincipals } from "../../ipc/known";
import { useWorkspaces } from "../../ipc/queries";
import { usePins, useServices } from "../../ipc/services";
import { namesOf, type PaletteItem, weightOf, weights } from "./items";
import { indexName } from "./ranking";

/** Services, workspaces, accounts and principals: what there is to open. Principals only as far as they were read. */
export function usePaletteThings(overview: AppOverview): PaletteItem[] {
  return [...useServiceItems(), ...useWorkspaceItems(), ...useAccountItems(overview), ...usePrincipalItems()];
}

function useServiceItems(): PaletteItem[] {
  const navigate = useNavigate();
  const rows = useServices(null).data?.rows;
  const pins = usePins().data;
  return useMemo(() => {
    const pinned = new Set(pins?.pinned);
    const recent = pins?.recent ?? [];
    return (rows ?? []).map((row) => ({
      ...namesOf(row, row.name, row.workspaceName),
      id: row.handle,
      kind: "service",
      title: row.name,
      detail: row.workspaceName,
      isPinned: pinned.has(row.handle),
      weight: weightOf(row.handle, pinned, recent),
      onUse: () => void navigate({ to: "/services/$service", params: { service: row.handle } }),
    }));
  }, [rows, pins, navigate]);
}

function useWorkspaceItems(): PaletteItem[] {
  const navigate = useNavigate();
  const rows = useWorkspaces().data?.workspaces;
  return useMemo(
    () =>
      (rows ?? []).map((row) => ({
        ...namesOf(row, row.name, row.resourceGroup, row.subscriptionName),
        id: row.handle,
        kind: "workspace",
        title: row.name,
        detail: row.subscriptionName,
        weight: weights.none,
        onUse: () =>
          void navigate({
            to: "/workspaces/$workspace/$tab",
            params: { workspace: row.handle, tab: "services" },
          }),
      })),
    [rows, navigate],
  );
}

/** Choosing one switches to it. */
function useAccountItems({ accounts, account }: AppOverview): PaletteItem[] {
  const navigate = useNavigate();
  const { switchTo } = useSwitchAction();
  const [nameOf, tenantOf] = [distinctNamesOf(accounts), tenantNamesOf(accounts)];
  return accounts.map((each) => ({
    name: indexName(nameOf(each)),
    context: [each.displayName, each.userName, tenantOf(each)].map(indexName),
    id: each.id,
    kind: "account",
    title: nameOf(each),
    detail: tenantOf(each) || undefined,
    weight: weights.none,
    onUse: () =>
      each.id === account?.id ? void navigate({ to: "/accounts" }) : void switchTo(each.id, nameOf(each)),
  }));
}

/** Choosing one shows its roles on the workspace whose access list names it. */
function usePrincipalItems(): PaletteItem[] {
  const navigate = useNavigate();
  const principals = useReadPrincipals();
  return useMemo(
    () =>
      principals.map(({ principal, workspace }) => {
        const title = principal.name ?? principal.id;
        return {
          ...namesOf(principal, title, principal.detail ?? "", principal.id),
          id: `${workspace} ${principal.id}`,
          kind: "principal",
          title,
          detail: principal.detail ?? undefined,
          weight: weights.none,
          onUse: () =>
            void navigate({
              to: "/workspaces/$workspace/$tab",
              params: { workspace, tab: "access" },
              search: { q: title },
            }),
        };
      }),
    [principals, navigate],
  );
}

// Filters and groups workspaces.
import type { Group } from "../../components/tableModel";
import type { WorkspaceSummary } from "../../ipc/bindings/WorkspaceSummary";

/** Those that have every word of the filter somewhere in what the row shows. */
export function filterWorkspaces(workspaces: WorkspaceSummary[], filter: string): WorkspaceSummary[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return workspaces.filter((workspace) => {
    const { name, region, resourceGroup, subscriptionName, subscriptionId, myRoles } = workspace;
    const roles = myRoles.state === "known" ? myRoles.value.map((role) => role.name) : [];
    const text = [name, region, resourceGroup, subscriptionName, subscriptionId, ...roles]
      .join(" ")
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export function groupBySubscription(
  workspaces: WorkspaceSummary[],
  isGrouped: boolean,
): Group<WorkspaceSummary>[] {
  if (!isGrouped) return [{ id: "all", title: null, rows: workspaces }];
  const groups = new Map<string, Group<WorkspaceSummary>>();
  for (const workspace of workspaces) {
    const { subscriptionId, subscriptionName } = workspace;
    const group = groups.get(subscriptionId);
    if (group) group.rows.push(workspace);
    else
      groups.set(subscriptionId, {
        id: subscriptionId,
        title: subscriptionName || subscriptionId,
        rows: [workspace],
      });
  }
  return [...groups.values()];
}

// Groups workspaces, and says what the filter searches.
import type { Group } from "../../components/tableModel";
import type { WorkspaceSummary } from "../../ipc/bindings/WorkspaceSummary";

/** What the row shows, and its subscription. */
export function workspaceText(workspace: WorkspaceSummary): string {
  const { name, region, resourceGroup, subscriptionName, subscriptionId, myRoles } = workspace;
  const roles = myRoles.state === "known" ? myRoles.value.map((role) => role.name) : [];
  return [name, region, resourceGroup, subscriptionName, subscriptionId, ...roles].join(" ");
}

/** The workspaces by subscription, by its name. */
export function groupBySubscription(
  workspaces: WorkspaceSummary[],
  isGrouped: boolean,
): Group<WorkspaceSummary>[] {
  if (!isGrouped) return [{ id: "all", title: null, rows: workspaces }];
  const groups = new Map<string, Group<WorkspaceSummary> & { title: string }>();
  for (const workspace of workspaces) {
    const { subscriptionId: id, subscriptionName } = workspace;
    const group = groups.get(id);
    if (group) group.rows.push(workspace);
    else groups.set(id, { id, title: subscriptionName || id, rows: [workspace] });
  }
  return [...groups.values()].sort((one, other) => one.title.localeCompare(other.title));
}

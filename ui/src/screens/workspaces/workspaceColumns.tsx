import { CellText } from "../../components/CellText";
import { StateBadge, stateText } from "../../components/StateBadge";
import type { Column } from "../../components/tableModel";
import type { WorkspaceSummary } from "../../ipc/bindings/WorkspaceSummary";
import { t } from "../../words";
import { MyRoles } from "./MyRoles";

/** The columns of the list; the subscription has one of its own where it is not the heading. */
export function workspaceColumns(isGrouped: boolean): Column<WorkspaceSummary>[] {
  const subscription: Column<WorkspaceSummary> = {
    id: "subscription",
    header: t("workspaces-subscription"),
    track: "minmax(0, 2fr)",
    minTableWidth: 640,
    sortText: ({ subscriptionName, subscriptionId }) => subscriptionName || subscriptionId,
    render: ({ subscriptionName, subscriptionId }) => <CellText text={subscriptionName || subscriptionId} />,
  };
  return [
    {
      id: "name",
      header: t("workspaces-name"),
      track: "minmax(0, 3fr)",
      isFixed: true,
      sortText: ({ name }) => name,
      render: ({ name }) => <CellText text={name} look="strong" />,
    },
    {
      id: "region",
      header: t("workspaces-region"),
      track: "minmax(0, 2fr)",
      sortText: ({ region }) => region,
      render: ({ region }) => <CellText text={region || t("action-none")} />,
    },
    ...(isGrouped ? [] : [subscription]),
    {
      id: "resourceGroup",
      header: t("workspaces-resource-group"),
      track: "minmax(0, 2fr)",
      minTableWidth: 760,
      sortText: ({ resourceGroup }) => resourceGroup,
      render: ({ resourceGroup }) => <CellText text={resourceGroup} look="quiet" />,
    },
    {
      id: "myRole",
      header: t("workspaces-my-role"),
      track: "minmax(0, 3fr)",
      sortText: ({ myRoles }) =>
        myRoles.state === "known" ? myRoles.value.map(({ name }) => name).join(", ") : "",
      sortRank: ({ myRoles }) => (myRoles.state === "known" ? -(myRoles.value[0]?.strength ?? 0) : 1),
      render: ({ name, myRoles }) => <MyRoles workspace={name} roles={myRoles} />,
    },
    {
      id: "state",
      header: t("workspaces-state"),
      track: "112px",
      minTableWidth: 560,
      sortText: ({ provisioningState }) => (provisioningState ? stateText(provisioningState) : ""),
      render: ({ provisioningState }) => <StateBadge state={provisioningState} />,
    },
  ];
}

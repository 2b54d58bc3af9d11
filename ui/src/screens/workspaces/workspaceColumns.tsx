import { CellText } from "../../components/CellText";
import { StateBadge } from "../../components/StateBadge";
import type { Column } from "../../components/tableModel";
import { t } from "../../i18n";
import type { WorkspaceSummary } from "../../ipc/bindings/WorkspaceSummary";
import { MyRoles } from "./MyRoles";

const words = t.workspaces.columns;

/** The columns of the list; the subscription has one of its own where it is not the heading. */
export function workspaceColumns(isGrouped: boolean): Column<WorkspaceSummary>[] {
  const subscription: Column<WorkspaceSummary> = {
    id: "subscription",
    header: words.subscription,
    track: "minmax(0, 2fr)",
    minTableWidth: 640,
    render: ({ subscriptionName, subscriptionId }) => <CellText text={subscriptionName || subscriptionId} />,
  };
  return [
    {
      id: "name",
      header: words.name,
      track: "minmax(0, 3fr)",
      render: ({ name }) => <CellText text={name} look="strong" />,
    },
    {
      id: "region",
      header: words.region,
      track: "minmax(0, 2fr)",
      render: ({ region }) => <CellText text={region || t.common.none} />,
    },
    ...(isGrouped ? [] : [subscription]),
    {
      id: "resourceGroup",
      header: words.resourceGroup,
      track: "minmax(0, 2fr)",
      minTableWidth: 760,
      render: ({ resourceGroup }) => <CellText text={resourceGroup} look="quiet" />,
    },
    {
      id: "myRole",
      header: words.myRole,
      track: "minmax(0, 3fr)",
      render: ({ name, myRoles }) => <MyRoles workspace={name} roles={myRoles} />,
    },
    {
      id: "state",
      header: words.state,
      track: "112px",
      minTableWidth: 560,
      render: ({ provisioningState }) => <StateBadge state={provisioningState} />,
    },
  ];
}

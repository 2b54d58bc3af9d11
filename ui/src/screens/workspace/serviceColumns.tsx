import { AuthBadge } from "../../components/AuthBadge";
import { CellText } from "../../components/CellText";
import { RegionText } from "../../components/RegionText";
import { StateBadge } from "../../components/StateBadge";
import type { Column } from "../../components/tableModel";
import { t } from "../../i18n";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";

const words = t.workspaces.services;

export const serviceColumns: Column<ServiceSummary>[] = [
  {
    id: "name",
    header: words.name,
    track: "minmax(0, 3fr)",
    render: ({ name }) => <CellText text={name} look="strong" />,
  },
  {
    id: "kind",
    header: words.kind,
    track: "minmax(0, 3fr)",
    minTableWidth: 640,
    render: ({ kind }) => <CellText text={words.kinds[kind]} look="quiet" />,
  },
  {
    id: "auth",
    header: words.auth,
    track: "minmax(136px, 2fr)",
    render: ({ authMode }) => <AuthBadge mode={authMode} />,
  },
  {
    id: "region",
    header: words.region,
    track: "minmax(0, 2fr)",
    render: ({ region, workspaceRegion }) => <RegionText region={region} workspaceRegion={workspaceRegion} />,
  },
  {
    id: "state",
    header: words.state,
    track: "112px",
    render: ({ state }) => <StateBadge state={state} />,
  },
];

import { AuthBadge } from "../../components/AuthBadge";
import { CellText } from "../../components/CellText";
import { RegionText } from "../../components/RegionText";
import { StateBadge } from "../../components/StateBadge";
import type { Column } from "../../components/tableModel";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";
import { t } from "../../words";

/** The columns of the list. */
export const serviceColumns = (): Column<ServiceSummary>[] => [
  {
    id: "name",
    header: t("services-name"),
    track: "minmax(0, 3fr)",
    render: ({ name }) => <CellText text={name} look="strong" />,
  },
  {
    id: "kind",
    header: t("services-kind"),
    track: "minmax(0, 3fr)",
    minTableWidth: 640,
    render: ({ kind }) => <CellText text={t("services-kind-name", { kind })} look="quiet" />,
  },
  {
    id: "auth",
    header: t("services-authentication"),
    track: "minmax(168px, 2fr)",
    render: ({ authMode }) => <AuthBadge mode={authMode} />,
  },
  {
    id: "region",
    header: t("services-region"),
    track: "minmax(0, 2fr)",
    render: ({ region, workspaceRegion }) => <RegionText region={region} workspaceRegion={workspaceRegion} />,
  },
  {
    id: "state",
    header: t("services-state"),
    track: "112px",
    render: ({ state }) => <StateBadge state={state} />,
  },
];

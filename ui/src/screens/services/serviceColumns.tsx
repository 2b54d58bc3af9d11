import { makeStyles, tokens } from "@fluentui/react-components";
import { StarFilled } from "@fluentui/react-icons";
import { AuthBadge } from "../../components/AuthBadge";
import { CellText } from "../../components/CellText";
import { RegionText } from "../../components/RegionText";
import { StateBadge, stateText } from "../../components/StateBadge";
import type { Column } from "../../components/tableModel";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";
import { t } from "../../words";

const useStyles = makeStyles({
  name: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  pinIcon: { flexShrink: 0, color: tokens.colorBrandForeground1 },
  texts: { display: "flex", flexDirection: "column", minWidth: 0 },
});

interface ServiceColumnsOptions {
  /** Whether the list has services of several workspaces. */
  hasWorkspaces: boolean;
  /** The list is beside an open service: its names have the workspace below them, and less is shown. */
  isBeside?: boolean;
  pinned?: ReadonlySet<string>;
  /** Whether a row is from before its source failed. */
  isOutdated: (handle: string) => boolean;
}

/** The columns of a list of services. */
export function serviceColumns(options: ServiceColumnsOptions): Column<ServiceSummary>[] {
  const { hasWorkspaces, isBeside = false, pinned, isOutdated } = options;
  const name: Column<ServiceSummary> = {
    id: "name",
    header: t("services-name"),
    track: isBeside ? "minmax(0, 1fr)" : "minmax(0, 3fr)",
    isFixed: true,
    sortText: (service) => service.name,
    render: (service) => (
      <NameCell service={service} isPinned={pinned?.has(service.handle) ?? false} hasPlace={isBeside} />
    ),
  };
  const authentication: Column<ServiceSummary> = {
    id: "auth",
    header: t("services-authentication"),
    track: isBeside ? "max-content" : "minmax(168px, 2fr)",
    sortText: ({ authMode }) => t("services-authentication-mode", { mode: authMode }),
    render: ({ authMode }) => <AuthBadge mode={authMode} />,
  };
  const state: Column<ServiceSummary> = {
    id: "state",
    header: t("services-state"),
    track: "112px",
    sortText: (service) => stateText(service.state),
    render: (service) => <StateBadge state={service.state} isOutdated={isOutdated(service.handle)} />,
  };
  if (isBeside) return [name, state];
  const workspace: Column<ServiceSummary> = {
    id: "workspace",
    header: t("services-workspace"),
    track: "minmax(0, 2fr)",
    sortText: ({ workspaceName }) => workspaceName,
    render: ({ workspaceName }) => <CellText text={workspaceName} />,
  };
  const kind: Column<ServiceSummary> = {
    id: "kind",
    header: t("services-kind"),
    track: "minmax(0, 3fr)",
    minTableWidth: hasWorkspaces ? 860 : 640,
    sortText: (service) => t("services-kind-name", { kind: service.kind }),
    render: (service) => <CellText text={t("services-kind-name", { kind: service.kind })} look="quiet" />,
  };
  const region: Column<ServiceSummary> = {
    id: "region",
    header: t("services-region"),
    track: "minmax(0, 2fr)",
    minTableWidth: hasWorkspaces ? 640 : 0,
    sortText: (service) => service.region,
    render: (service) => <RegionText region={service.region} workspaceRegion={service.workspaceRegion} />,
  };
  return [name, ...(hasWorkspaces ? [workspace] : []), kind, authentication, region, state];
}

interface NameCellProps {
  service: ServiceSummary;
  isPinned: boolean;
  hasPlace: boolean;
}

function NameCell({ service, isPinned, hasPlace }: NameCellProps) {
  const styles = useStyles();
  return (
    <span className={styles.name}>
      {isPinned && <StarFilled className={styles.pinIcon} aria-label={t("services-pinned")} />}
      <span className={styles.texts}>
        <CellText text={service.name} look="strong" />
        {hasPlace && <CellText text={service.workspaceName} look="small" />}
      </span>
    </span>
  );
}

/** The text that the filter searches. */
export function serviceText({ name, workspaceName, kind, authMode, region, state }: ServiceSummary): string {
  return [
    name,
    workspaceName,
    t("services-kind-name", { kind }),
    t("services-authentication-mode", { mode: authMode }),
    region,
    stateText(state),
  ].join(" ");
}

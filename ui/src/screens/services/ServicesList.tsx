import { Caption1 } from "@fluentui/react-components";
import { ServerRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { EmptyState } from "../../components/EmptyState";
import { ListPage } from "../../components/list/ListPage";
import type { Group } from "../../components/tableModel";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";
import { isOutdated, usePins, useRefreshServices, useServices } from "../../ipc/services";
import { t } from "../../words";
import { serviceColumns, serviceText } from "./serviceColumns";
import { useServiceActions } from "./useServiceActions";

const rowId = ({ handle }: ServiceSummary) => handle;
const rowName = ({ name }: ServiceSummary) => name;
const none: readonly string[] = [];

interface ServicesListProps {
  /** The workspace; null for every one. */
  workspace: string | null;
  filter: string;
  onFilter: (filter: string) => void;
  /** The service that is open beside the list. */
  openId?: string | undefined;
  emptyText: string;
  emptyAction?: ReactNode;
}

/** The services of every workspace, or of one: v1 and v2 in one list. Rows appear while it is read. */
export function ServicesList(props: ServicesListProps) {
  const { workspace, filter, onFilter, openId, emptyText, emptyAction } = props;
  const navigate = useNavigate();
  const query = useServices(workspace);
  const refresh = useRefreshServices(workspace);
  const pins = usePins();
  const list = query.data;
  const failures = list?.failures ?? (none as []);
  const error = query.error ?? list?.error ?? null;
  const isReading = list?.isReading ?? query.isFetching;
  const isBeside = openId !== undefined;

  const pinned = useMemo(() => new Set(pins.data?.pinned), [pins.data]);
  const columns = useMemo(() => {
    const isAllOutdated = error !== null;
    return serviceColumns({
      hasWorkspaces: workspace === null,
      isBeside,
      pinned,
      isOutdated: (handle) => isAllOutdated || isOutdated(failures, handle),
    });
  }, [workspace, isBeside, pinned, error, failures]);
  const recent = pins.data?.recent ?? none;
  const groupsOf = useMemo(
    () => (rows: ServiceSummary[]) => groupsFirst(rows, pinned, workspace === null ? recent : none),
    [pinned, recent, workspace],
  );
  const actionsOf = useServiceActions(pinned);
  const hasRows = list !== undefined && (list.rows.length > 0 || (!isReading && !error));

  return (
    <ListPage
      texts={{
        title: t("services-title"),
        filter: t("services-filter"),
        count: (shown, total) =>
          shown === total ? t("services-count-all", { total }) : t("services-count", { shown, total }),
      }}
      list={{
        rows: hasRows ? list.rows : undefined,
        failures,
        error,
        asOf: list?.asOf,
        isReading,
        onRefresh: () => refresh.mutate("everything"),
        onRetry: () => refresh.mutate("failed"),
      }}
      place={workspace === null ? "services" : `services ${workspace}`}
      columns={columns}
      rowId={rowId}
      rowName={rowName}
      textOf={serviceText}
      filter={filter}
      onFilter={onFilter}
      groupsOf={groupsOf}
      onOpen={({ handle }) =>
        void navigate({
          to: "/services/$service",
          params: { service: handle },
          search: true,
          replace: isBeside,
        })
      }
      openId={openId}
      actionsOf={actionsOf}
      empty={
        <EmptyState
          icon={<ServerRegular />}
          title={t("services-empty-title")}
          text={emptyText}
          action={emptyAction}
        />
      }
      progress={
        isReading &&
        workspace === null &&
        list && (
          <Caption1>
            {t("services-progress", { read: list.workspacesRead, total: list.workspaceCount })}
          </Caption1>
        )
      }
    />
  );
}

/** The pinned rows first, then the recent ones; each row is in one group alone. */
function groupsFirst(
  rows: ServiceSummary[],
  pinned: ReadonlySet<string>,
  recent: readonly string[],
): Group<ServiceSummary>[] {
  const opened = new Set(recent.filter((handle) => !pinned.has(handle)));
  const first = {
    pinned: rows.filter(({ handle }) => pinned.has(handle)),
    recent: rows.filter(({ handle }) => opened.has(handle)),
  };
  if (first.pinned.length + first.recent.length === 0) return [{ id: "all", title: null, rows }];
  const others = rows.filter(({ handle }) => !pinned.has(handle) && !opened.has(handle));
  const groups: Group<ServiceSummary>[] = [
    { id: "pinned", title: t("services-group-pinned"), rows: first.pinned },
    { id: "recent", title: t("services-group-recent"), rows: first.recent },
    { id: "others", title: t("services-group-others"), rows: others },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

import { Button, Caption1, makeStyles, Switch, tokens } from "@fluentui/react-components";
import { SearchRegular, TableRegular } from "@fluentui/react-icons";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo, useRef } from "react";
import { DataTable } from "../../components/DataTable";
import { EmptyState } from "../../components/EmptyState";
import { ErrorPanel } from "../../components/ErrorPanel";
import { FilePickerButton } from "../../components/FilePickerButton";
import { FilterInput } from "../../components/FilterInput";
import { focusTable } from "../../components/focusTable";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { PartialFailures } from "../../components/PartialFailures";
import { RefreshBar } from "../../components/RefreshBar";
import { TableSkeleton } from "../../components/TableSkeleton";
import { Toolbar } from "../../components/Toolbar";
import type { WorkspaceSummary } from "../../ipc/bindings/WorkspaceSummary";
import { useWorkspaces } from "../../ipc/queries";
import { rich, t } from "../../words";
import { filterWorkspaces, groupBySubscription } from "./arrange";
import { useOpenConfig } from "./useOpenConfig";
import { workspaceColumns } from "./workspaceColumns";

const useStyles = makeStyles({
  count: { color: tokens.colorNeutralForeground2 },
  actions: { marginInlineStart: "auto" },
});

const rowId = ({ handle }: WorkspaceSummary) => handle;
const rowName = ({ name }: WorkspaceSummary) => name;

/** Every workspace that the account can see, over all its subscriptions. */
export function WorkspacesScreen() {
  const styles = useStyles();
  const list = useWorkspaces();
  const navigate = useNavigate({ from: "/workspaces" });
  const { q = "", flat = false } = useSearch({ from: "/workspaces" });
  const table = useRef<HTMLDivElement>(null);
  const isGrouped = !flat;
  const openConfig = useOpenConfig();

  const all = list.data?.workspaces;
  const shown = useMemo(() => filterWorkspaces(all ?? [], q), [all, q]);
  const groups = useMemo(() => groupBySubscription(shown, isGrouped), [shown, isGrouped]);
  const columns = useMemo(() => workspaceColumns(isGrouped), [isGrouped]);
  const refetch = () => void list.refetch();

  const search = (next: { q?: string; flat?: boolean }) => {
    const merged = { q, flat, ...next };
    void navigate({
      replace: true,
      search: { ...(merged.q ? { q: merged.q } : {}), ...(merged.flat ? { flat: true as const } : {}) },
    });
  };

  return (
    <Page fills onFile={(file) => void openConfig(file)}>
      <PageHeader
        title={t("workspaces-title")}
        actions={
          <div className={styles.actions}>
            <FilePickerButton
              name="config"
              label="config.json"
              text={t("workspaces-config-open")}
              accept=".json"
              onFile={(file) => void openConfig(file)}
            />
          </div>
        }
      />
      <Toolbar>
        <FilterInput
          label={t("workspaces-filter")}
          value={q}
          onChange={(value) => search({ q: value })}
          onLeave={() => focusTable(table.current)}
        />
        <Switch
          checked={isGrouped}
          label={t("workspaces-group")}
          onChange={(_, { checked }) => search({ flat: !checked })}
        />
        <RefreshBar asOf={list.data?.asOf} isRefreshing={list.isFetching} onRefresh={refetch} />
      </Toolbar>
      {list.data && (
        <PartialFailures failures={list.data.failures} onRetry={refetch} isRetrying={list.isFetching} />
      )}
      {list.data ? (
        list.data.workspaces.length === 0 ? (
          <EmptyState
            icon={<TableRegular />}
            title={t("workspaces-empty-title")}
            text={
              list.data.subscriptionCount === 0
                ? t("workspaces-empty-no-subscription")
                : t("workspaces-empty")
            }
            action={
              <Button onClick={() => void navigate({ to: "/accounts" })}>{t("accounts-manage")}</Button>
            }
          />
        ) : shown.length === 0 ? (
          <EmptyState
            icon={<SearchRegular />}
            title={rich("action-nothing-matches", { text: <bdi>{q}</bdi> })}
          />
        ) : (
          <>
            <DataTable
              ref={table}
              label={t("workspaces-title")}
              place="workspaces"
              columns={columns}
              groups={groups}
              rowId={rowId}
              rowName={rowName}
              filter={q}
              onOpen={({ handle }) =>
                void navigate({
                  to: "/workspaces/$workspace/$tab",
                  params: { workspace: handle, tab: "services" },
                })
              }
            />
            <Caption1 className={styles.count}>
              {countText(shown.length, list.data.workspaces.length, list.data.subscriptionCount)}
            </Caption1>
          </>
        )
      ) : list.error ? (
        <ErrorPanel error={list.error} onRetry={refetch} isRetrying={list.isFetching} />
      ) : (
        <TableSkeleton what={t("workspaces-title")} columns={columns} />
      )}
    </Page>
  );
}

function countText(shown: number, total: number, subscriptions: number): string {
  return shown === total
    ? t("workspaces-count-all", { total, subscriptions })
    : t("workspaces-count", { shown, total, subscriptions });
}

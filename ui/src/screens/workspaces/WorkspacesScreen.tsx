import { Button, makeStyles, Switch } from "@fluentui/react-components";
import { TableRegular } from "@fluentui/react-icons";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { EmptyState } from "../../components/EmptyState";
import { FilePickerButton } from "../../components/FilePickerButton";
import { ListPage } from "../../components/list/ListPage";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import type { WorkspaceSummary } from "../../ipc/bindings/WorkspaceSummary";
import { useWorkspaces } from "../../ipc/queries";
import { t } from "../../words";
import { groupBySubscription, workspaceText } from "./arrange";
import { useOpenConfig } from "./useOpenConfig";
import { workspaceColumns } from "./workspaceColumns";

const useStyles = makeStyles({ actions: { marginInlineStart: "auto" } });

const rowId = ({ handle }: WorkspaceSummary) => handle;
const rowName = ({ name }: WorkspaceSummary) => name;

/** Every workspace that the account can see, over all its subscriptions. */
export function WorkspacesScreen() {
  const styles = useStyles();
  const list = useWorkspaces();
  const navigate = useNavigate({ from: "/workspaces" });
  const { q = "", flat = false } = useSearch({ from: "/workspaces" });
  const isGrouped = !flat;
  const openConfig = useOpenConfig();
  const columns = useMemo(() => workspaceColumns(isGrouped), [isGrouped]);
  const groupsOf = useCallback(
    (rows: WorkspaceSummary[]) => groupBySubscription(rows, isGrouped),
    [isGrouped],
  );
  const subscriptions = list.data?.subscriptionCount ?? 0;

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
      <ListPage
        texts={{
          title: t("workspaces-title"),
          filter: t("workspaces-filter"),
          count: (shown, total) =>
            shown === total
              ? t("workspaces-count-all", { total, subscriptions })
              : t("workspaces-count", { shown, total, subscriptions }),
        }}
        list={{
          rows: list.data?.workspaces,
          failures: list.data?.failures ?? [],
          error: list.error,
          asOf: list.data?.asOf,
          isReading: list.isFetching,
          onRefresh: () => void list.refetch(),
        }}
        place="workspaces"
        columns={columns}
        rowId={rowId}
        rowName={rowName}
        textOf={workspaceText}
        filter={q}
        onFilter={(filter) => search({ q: filter })}
        groupsOf={groupsOf}
        onOpen={({ handle }) =>
          void navigate({
            to: "/workspaces/$workspace/$tab",
            params: { workspace: handle, tab: "services" },
          })
        }
        empty={
          <EmptyState
            icon={<TableRegular />}
            title={t("workspaces-empty-title")}
            text={subscriptions === 0 ? t("workspaces-empty-no-subscription") : t("workspaces-empty")}
            action={
              <Button onClick={() => void navigate({ to: "/accounts" })}>{t("accounts-manage")}</Button>
            }
          />
        }
        controls={
          <Switch
            checked={isGrouped}
            label={t("workspaces-group")}
            onChange={(_, { checked }) => search({ flat: !checked })}
          />
        }
      />
    </Page>
  );
}

import { makeStyles, Skeleton, SkeletonItem, Tab, TabList, tokens } from "@fluentui/react-components";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ErrorPanel } from "../../components/ErrorPanel";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { StaleBar } from "../../components/StaleBar";
import { useShortcut } from "../../components/useShortcut";
import { useWorkspace } from "../../ipc/queries";
import { t } from "../../words";
import { AccessTab } from "./AccessTab";
import { OverviewTab } from "./OverviewTab";
import { ServicesTab } from "./ServicesTab";
import { workspaceTabs } from "./tabs";
import { WorkspaceActions } from "./WorkspaceActions";
import { WorkspaceFacts } from "./WorkspaceFacts";

const useStyles = makeStyles({
  tabs: { flexShrink: 0, marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalMNudge})` },
  panel: {
    flex: "1 1 auto",
    minHeight: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
  },
  title: { width: "240px" },
});

/** One workspace: what it is, what is deployed in it, and who may do what there. */
export function WorkspaceScreen() {
  const styles = useStyles();
  const { workspace, tab } = useParams({ from: "/workspaces/$workspace/$tab" });
  const navigate = useNavigate();
  const details = useWorkspace(workspace);
  const goBack = () => void navigate({ to: "/workspaces" });
  useShortcut("leave", goBack);
  const crumbs = [{ label: t("workspaces-title"), onOpen: goBack }];

  if (details.error && !details.data)
    return (
      <Page>
        <ErrorPanel
          error={details.error}
          onRetry={() => void details.refetch()}
          isRetrying={details.isFetching}
          onBack={goBack}
        />
      </Page>
    );
  return (
    <Page fills={tab !== "overview"}>
      {details.data ? (
        <PageHeader
          title={details.data.summary.name}
          crumbs={crumbs}
          facts={<WorkspaceFacts summary={details.data.summary} />}
          actions={<WorkspaceActions workspace={workspace} />}
        />
      ) : (
        <Skeleton aria-label={t("action-loading", { name: t("workspace-title") })} role="progressbar">
          <SkeletonItem size={28} className={styles.title} />
        </Skeleton>
      )}
      {details.data && (
        <StaleBar
          error={details.error}
          asOf={new Date(details.dataUpdatedAt).toISOString()}
          onRetry={() => void details.refetch()}
          isRetrying={details.isFetching}
        />
      )}
      <TabList
        className={styles.tabs}
        aria-label={t("workspace-title")}
        selectedValue={tab}
        onTabSelect={(_, { value }) => {
          const next = workspaceTabs.find((known) => known === value);
          if (next)
            void navigate({
              to: "/workspaces/$workspace/$tab",
              params: { workspace, tab: next },
              replace: true,
            });
        }}
      >
        {workspaceTabs.map((name) => (
          <Tab key={name} value={name} id={`tab-${name}`} aria-controls={`panel-${name}`}>
            {t("workspace-tab", { tab: name })}
          </Tab>
        ))}
      </TabList>
      <div role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} className={styles.panel}>
        {tab === "overview" && <OverviewTab details={details.data} />}
        {tab === "services" && <ServicesTab workspace={workspace} />}
        {tab === "access" && <AccessTab workspace={workspace} />}
      </div>
    </Page>
  );
}

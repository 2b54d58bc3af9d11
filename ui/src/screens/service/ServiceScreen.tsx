import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Skeleton,
  SkeletonItem,
} from "@fluentui/react-components";
import { useNavigate, useParams } from "@tanstack/react-router";
import { ErrorPanel } from "../../components/ErrorPanel";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { RefreshBar } from "../../components/RefreshBar";
import { StaleBar } from "../../components/StaleBar";
import { useGoBack } from "../../components/useGoBack";
import { useShortcut } from "../../components/useShortcut";
import { useService } from "../../ipc/queries";
import { t } from "../../words";
import { AboutCard } from "./AboutCard";
import { ServiceFacts } from "./ServiceFacts";
import { UseCard } from "./UseCard";

const useStyles = makeStyles({
  title: { width: "240px" },
});

/** One service: its address, its keys or token, and how to call it. */
export function ServiceScreen() {
  const styles = useStyles();
  const { service } = useParams({ from: "/services/$service" });
  const navigate = useNavigate();
  const details = useService(service);
  const goToServices = () => void navigate({ to: "/services", search: true });
  const goBack = useGoBack(goToServices);
  useShortcut("leave", goBack);

  if (!details.data)
    return (
      <Page>
        {details.error ? (
          <ErrorPanel
            error={details.error}
            onRetry={() => void details.refetch()}
            isRetrying={details.isFetching}
            onBack={goBack}
          />
        ) : (
          <>
            <Skeleton aria-hidden="true">
              <SkeletonItem size={28} className={styles.title} />
            </Skeleton>
            <PropertySkeleton what={t("service-use")} rows={3} />
            <PropertySkeleton what={t("service-about")} rows={2} />
          </>
        )}
      </Page>
    );

  const { summary } = details.data;
  return (
    <Page key={service}>
      <PageHeader
        title={summary.name}
        crumbs={[
          { label: t("services-title"), onOpen: goToServices },
          {
            label: summary.workspaceName,
            onOpen: () =>
              void navigate({
                to: "/workspaces/$workspace/$tab",
                params: { workspace: summary.workspaceHandle, tab: "services" },
              }),
          },
        ]}
        facts={<ServiceFacts summary={summary} isOutdated={details.error !== null} />}
        actions={
          <RefreshBar
            asOf={new Date(details.dataUpdatedAt).toISOString()}
            isRefreshing={details.isFetching}
            onRefresh={() => void details.refetch()}
          />
        }
      />
      <StaleBar
        error={details.error}
        asOf={new Date(details.dataUpdatedAt).toISOString()}
        onRetry={() => void details.refetch()}
        isRetrying={details.isFetching}
      />
      {summary.authMode === "none" && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t("service-open-title")}</MessageBarTitle> {t("service-open-text")}
          </MessageBarBody>
        </MessageBar>
      )}
      {summary.authMode === "unknown" && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t("service-unknown-title")}</MessageBarTitle> {t("service-unknown-text")}
          </MessageBarBody>
        </MessageBar>
      )}
      <UseCard service={service} details={details.data} />
      <AboutCard details={details.data} />
    </Page>
  );
}

import {
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Skeleton,
  SkeletonItem,
  tokens,
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
import { AddressCard } from "./AddressCard";
import { KeysCard } from "./KeysCard";
import { ServiceFacts } from "./ServiceFacts";
import { TokenCard } from "./TokenCard";
import { UseCard } from "./UseCard";

const useStyles = makeStyles({
  pair: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(400px, 100%), 1fr))",
    // As in PropertyList: rows that are `auto` keep their height in WebKitGTK.
    gridAutoRows: "max-content",
    gap: tokens.spacingVerticalL,
    alignItems: "start",
  },
  column: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL, minWidth: 0 },
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
            <PropertySkeleton what={t("service-about")} rows={2} />
            <PropertySkeleton what={t("keys-title")} rows={3} />
          </>
        )}
      </Page>
    );

  const { summary, address, keys, token, entraResource } = details.data;
  const use = <UseCard address={address} authMode={summary.authMode} entraResource={entraResource} />;
  const about = <AboutCard details={details.data} />;
  const tokenAndAbout = token && (
    <>
      <TokenCard service={service} permission={token} />
      {about}
    </>
  );
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
      <AddressCard address={address} />
      {keys && <KeysCard service={service} name={summary.name} keys={keys} />}
      <div className={styles.pair}>
        <div className={styles.column}>{token ? tokenAndAbout : use}</div>
        <div className={styles.column}>{token ? use : about}</div>
      </div>
    </Page>
  );
}

import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { CopyableText } from "../../components/CopyableText";
import { Moment } from "../../components/Moment";
import { type Property, PropertyList } from "../../components/PropertyList";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { Section } from "../../components/Section";
import { StateBadge } from "../../components/StateBadge";
import { Tags } from "../../components/Tags";
import type { WorkspaceDetails } from "../../ipc/bindings/WorkspaceDetails";
import { t } from "../../words";
import { formatDay, lastSegment } from "../../words/format";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(400px, 100%), 1fr))",
    // As in PropertyList: rows that are `auto` keep their height in WebKitGTK.
    gridAutoRows: "max-content",
    gap: tokens.spacingHorizontalL,
    alignItems: "start",
  },
});

/** What Azure says about a workspace. */
export function OverviewTab({ details }: { details: WorkspaceDetails | undefined }) {
  const styles = useStyles();
  if (!details)
    return (
      <div className={styles.root}>
        <PropertySkeleton what={t("workspace-tab", { tab: "overview" })} rows={8} />
        <PropertySkeleton what={t("workspace-resources")} rows={4} />
      </div>
    );
  const { summary } = details;
  const about: Property[] = [
    { label: t("workspace-friendly-name"), value: details.friendlyName },
    { label: t("workspace-description"), value: details.description },
    { label: t("workspace-kind"), value: summary.kind },
    { label: t("workspaces-state"), value: <StateBadge state={summary.provisioningState} /> },
    { label: t("workspaces-region"), value: summary.region },
    { label: t("workspaces-resource-group"), value: summary.resourceGroup },
    { label: t("workspaces-subscription"), value: summary.subscriptionName },
    {
      label: t("workspace-subscription-id"),
      value: copyable(t("workspace-subscription-id"), summary.subscriptionId),
    },
    {
      label: t("workspace-created"),
      value: details.createdAt && <Moment at={details.createdAt} format={formatDay} />,
    },
    { label: t("workspace-created-by"), value: details.createdBy },
    { label: t("workspace-public-access"), value: publicAccess(details.publicNetworkAccess) },
    { label: t("workspace-id"), value: copyable(t("workspace-id"), details.workspaceId) },
    { label: t("workspace-resource-id"), value: copyable(t("workspace-resource-id"), details.resourceId) },
    {
      label: t("workspace-discovery-address"),
      value: copyable(t("workspace-discovery-address"), details.discoveryUrl),
    },
  ];
  const resources: Property[] = [
    { label: t("workspace-key-vault"), value: resource(t("workspace-key-vault"), details.keyVault) },
    {
      label: t("workspace-storage-account"),
      value: resource(t("workspace-storage-account"), details.storageAccount),
    },
    {
      label: t("workspace-container-registry"),
      value: resource(t("workspace-container-registry"), details.containerRegistry),
    },
    {
      label: t("workspace-application-insights"),
      value: resource(t("workspace-application-insights"), details.applicationInsights),
    },
  ];
  return (
    <div className={styles.root}>
      <Section title={t("workspace-about")}>
        <PropertyList properties={about} />
      </Section>
      <div className={styles.root} style={{ gridTemplateColumns: "minmax(0, 1fr)" }}>
        <Section title={t("workspace-resources")}>
          <PropertyList properties={resources} />
        </Section>
        <Section title={t("workspace-tags")}>
          <Tags tags={details.tags} />
        </Section>
      </div>
    </div>
  );
}

function copyable(name: string, value: string | null): ReactNode {
  return value && <CopyableText name={name} value={value} />;
}

function resource(name: string, id: string | null): ReactNode {
  return id ? <CopyableText name={name} value={id} shown={lastSegment(id)} /> : t("action-none");
}

/** Azure's value in the language of the window; a value that is not known as Azure spells it. */
function publicAccess(value: string | null): string | null {
  const access = (["enabled", "disabled"] as const).find((known) => known === value?.toLowerCase());
  return access ? t("workspace-public-access-state", { access }) : value;
}

import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { CopyableText } from "../../components/CopyableText";
import { Moment } from "../../components/Moment";
import { type Property, PropertyList } from "../../components/PropertyList";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { Section } from "../../components/Section";
import { StateBadge } from "../../components/StateBadge";
import { Tags } from "../../components/Tags";
import { t } from "../../i18n";
import { formatDay, lastSegment } from "../../i18n/format";
import type { WorkspaceDetails } from "../../ipc/bindings/WorkspaceDetails";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fit, minmax(min(400px, 100%), 1fr))",
    gap: tokens.spacingHorizontalL,
    alignItems: "start",
  },
});

const words = t.workspaces.page;

/** What Azure says about a workspace. */
export function OverviewTab({ details }: { details: WorkspaceDetails | undefined }) {
  const styles = useStyles();
  if (!details)
    return (
      <div className={styles.root}>
        <PropertySkeleton what={words.overview} rows={8} />
        <PropertySkeleton what={words.resources} rows={4} />
      </div>
    );
  const { summary } = details;
  const about: Property[] = [
    { label: words.friendlyName, value: details.friendlyName },
    { label: words.description, value: details.description },
    { label: words.kind, value: summary.kind },
    { label: words.state, value: <StateBadge state={summary.provisioningState} /> },
    { label: words.region, value: summary.region },
    { label: words.resourceGroup, value: summary.resourceGroup },
    { label: words.subscription, value: summary.subscriptionName },
    { label: words.subscriptionId, value: copyable(words.subscriptionId, summary.subscriptionId) },
    {
      label: words.created,
      value: details.createdAt && <Moment at={details.createdAt} format={formatDay} />,
    },
    { label: words.createdBy, value: details.createdBy },
    { label: words.publicAccess, value: details.publicNetworkAccess },
    { label: words.workspaceId, value: copyable(words.workspaceId, details.workspaceId) },
    { label: words.resourceId, value: copyable(words.resourceId, details.resourceId) },
    { label: words.discoveryUrl, value: copyable(words.discoveryUrl, details.discoveryUrl) },
  ];
  const resources: Property[] = [
    { label: words.keyVault, value: resource(words.keyVault, details.keyVault) },
    { label: words.storageAccount, value: resource(words.storageAccount, details.storageAccount) },
    { label: words.containerRegistry, value: resource(words.containerRegistry, details.containerRegistry) },
    {
      label: words.applicationInsights,
      value: resource(words.applicationInsights, details.applicationInsights),
    },
  ];
  return (
    <div className={styles.root}>
      <Section title={words.about}>
        <PropertyList properties={about} />
      </Section>
      <div className={styles.root} style={{ gridTemplateColumns: "minmax(0, 1fr)" }}>
        <Section title={words.resources}>
          <PropertyList properties={resources} />
        </Section>
        <Section title={words.tags}>
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
  return id ? <CopyableText name={name} value={id} shown={lastSegment(id)} /> : t.common.none;
}

import { CopyableText } from "../../components/CopyableText";
import { Moment } from "../../components/Moment";
import { PropertyList } from "../../components/PropertyList";
import { Section } from "../../components/Section";
import { Tags } from "../../components/Tags";
import { t } from "../../i18n";
import { formatDay } from "../../i18n/format";
import type { ServiceDetails } from "../../ipc/bindings/ServiceDetails";

/** What else Azure says about a service. */
export function AboutCard({ details }: { details: ServiceDetails }) {
  const { description, computeName, createdAt, traffic, swaggerUri, resourceId, tags } = details;
  const shares = Object.entries(traffic)
    .map(([deployment, percent]) => `${deployment} ${percent} %`)
    .join(", ");
  const words = t.service;
  return (
    <Section title={words.about}>
      <PropertyList
        properties={[
          { label: words.description, value: description },
          { label: words.compute, value: computeName },
          { label: words.traffic, value: shares },
          { label: words.created, value: createdAt && <Moment at={createdAt} format={formatDay} /> },
          {
            label: words.openApi,
            value: swaggerUri && <CopyableText name={words.openApi} value={swaggerUri} />,
          },
          { label: words.resourceId, value: <CopyableText name={words.resourceId} value={resourceId} /> },
          {
            label: t.workspaces.page.tags,
            value: Object.keys(tags).length > 0 ? <Tags tags={tags} /> : null,
          },
        ]}
      />
    </Section>
  );
}

import { CopyableText } from "../../components/CopyableText";
import { Moment } from "../../components/Moment";
import { PropertyList } from "../../components/PropertyList";
import { Section } from "../../components/Section";
import { Tags } from "../../components/Tags";
import type { ServiceDetails } from "../../ipc/bindings/ServiceDetails";
import { t } from "../../words";
import { formatDay, formatList } from "../../words/format";

/** What else Azure says about a service. */
export function AboutCard({ details }: { details: ServiceDetails }) {
  const { description, computeName, createdAt, traffic, swaggerUri, resourceId, tags } = details;
  const shares = Object.entries(traffic).map(([deployment, percent]) =>
    t("service-traffic-share", { deployment, percent }),
  );
  return (
    <Section title={t("service-about")}>
      <PropertyList
        properties={[
          { label: t("service-description"), value: description && <span dir="auto">{description}</span> },
          { label: t("service-compute"), value: computeName },
          { label: t("service-traffic"), value: formatList(shares) },
          { label: t("service-created"), value: createdAt && <Moment at={createdAt} format={formatDay} /> },
          {
            label: t("service-open-api"),
            value: swaggerUri && <CopyableText name={t("service-open-api")} value={swaggerUri} />,
          },
          {
            label: t("service-resource-id"),
            value: <CopyableText name={t("service-resource-id")} value={resourceId} />,
          },
          {
            label: t("workspace-tags"),
            value: Object.keys(tags).length > 0 ? <Tags tags={tags} /> : null,
          },
        ]}
      />
    </Section>
  );
}

import { AuthBadge } from "../../components/AuthBadge";
import { RegionText } from "../../components/RegionText";
import { StateBadge } from "../../components/StateBadge";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";
import { t } from "../../words";

interface ServiceFactsProps {
  summary: ServiceSummary;
  /** The service could not be read again. */
  isOutdated: boolean;
}

/** The line under a service's name: kind, state, region and authentication. */
export function ServiceFacts({ summary, isOutdated }: ServiceFactsProps) {
  const { kind, state, region, workspaceRegion, authMode } = summary;
  return (
    <>
      <span>{t("services-kind-name", { kind })}</span>
      <StateBadge state={state} isOutdated={isOutdated} />
      <RegionText region={region} workspaceRegion={workspaceRegion} />
      <AuthBadge mode={authMode} />
    </>
  );
}

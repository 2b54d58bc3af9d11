import { AuthBadge } from "../../components/AuthBadge";
import { RegionText } from "../../components/RegionText";
import { StateBadge } from "../../components/StateBadge";
import type { ServiceSummary } from "../../ipc/bindings/ServiceSummary";
import { t } from "../../words";

/** The line under a service's name: kind, state, region and authentication. */
export function ServiceFacts({ summary }: { summary: ServiceSummary }) {
  const { kind, state, region, workspaceRegion, authMode } = summary;
  return (
    <>
      <span>{t("services-kind-name", { kind })}</span>
      <StateBadge state={state} />
      <RegionText region={region} workspaceRegion={workspaceRegion} />
      <AuthBadge mode={authMode} />
    </>
  );
}

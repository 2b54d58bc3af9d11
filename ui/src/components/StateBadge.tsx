import { Badge, type BadgeProps } from "@fluentui/react-components";
import { t } from "../words";

const colors: Record<string, BadgeProps["color"]> = {
  succeeded: "success",
  healthy: "success",
  failed: "danger",
  unhealthy: "danger",
  unschedulable: "danger",
  updating: "informative",
  creating: "informative",
  transitioning: "informative",
  deleting: "warning",
  softdeleted: "warning",
};

/** A provisioning state, as Azure spells it. */
export function StateBadge({ state }: { state: string | null }) {
  if (!state) return <span>{t("action-none")}</span>;
  return (
    <Badge appearance="tint" color={colors[state.toLowerCase()] ?? "subtle"}>
      {state}
    </Badge>
  );
}

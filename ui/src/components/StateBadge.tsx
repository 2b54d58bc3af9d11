import { Badge, type BadgeProps, Tooltip } from "@fluentui/react-components";
import { QuestionRegular } from "@fluentui/react-icons";
import type { Messages } from "../ipc/bindings/Messages";
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

/** The words for Azure's states. */
const known: Record<string, Messages["states-name"]["state"]> = {
  succeeded: "ready",
  healthy: "healthy",
  unhealthy: "unhealthy",
  unschedulable: "unschedulable",
  creating: "creating",
  updating: "updating",
  transitioning: "transitioning",
  deleting: "deleting",
  softdeleted: "deleted",
  failed: "failed",
  canceled: "cancelled",
};

/** The state in the language of the window; a state that is not known as Azure spells it. */
export function stateText(state: string): string {
  const name = known[state.toLowerCase()];
  return name ? t("states-name", { state: name }) : state;
}

interface StateBadgeProps {
  state: string | null;
  /** It was read before, and could not be read again. */
  isOutdated?: boolean;
}

/** The state of a workspace or service. One that may have changed has no colour. */
export function StateBadge({ state, isOutdated = false }: StateBadgeProps) {
  if (!state) return <span>{t("action-none")}</span>;
  if (isOutdated)
    return (
      <Tooltip content={t("states-outdated")} relationship="description">
        <Badge appearance="outline" color="subtle" icon={<QuestionRegular />}>
          {stateText(state)}
        </Badge>
      </Tooltip>
    );
  return (
    <Badge appearance="tint" color={colors[state.toLowerCase()] ?? "subtle"}>
      {stateText(state)}
    </Badge>
  );
}

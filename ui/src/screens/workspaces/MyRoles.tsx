import { Badge, makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { CellText } from "../../components/CellText";
import { WhyButton } from "../../components/WhyButton";
import type { HeldRole } from "../../ipc/bindings/HeldRole";
import type { Readable } from "../../ipc/bindings/Readable";
import { t } from "../../words";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  more: { flexShrink: 0 },
});

interface MyRolesProps {
  workspace: string;
  roles: Readable<HeldRole[]>;
}

/** The account's roles on a workspace, the strongest first; a refusal takes this cell and no more. */
export function MyRoles({ workspace, roles }: MyRolesProps) {
  const styles = useStyles();
  if (roles.state === "refused")
    return (
      <span className={styles.root}>
        <span className={styles.quiet}>{t("workspaces-role-not-readable")}</span>
        <WhyButton name={t("workspaces-role-why", { workspace })} {...roles.refusal} />
      </span>
    );
  const [first, ...others] = roles.value;
  if (!first)
    return (
      <Tooltip content={t("workspaces-no-role-hint")} relationship="description">
        <span className={styles.quiet}>{t("workspaces-no-role")}</span>
      </Tooltip>
    );
  const all = roles.value
    .map(({ name, assignedAt }) => t("workspaces-role-at", { role: name, scope: assignedAt }))
    .join("; ");
  return (
    <Tooltip content={all} relationship="description">
      <span className={styles.root}>
        <CellText text={first.name} />
        {others.length > 0 && (
          <Badge appearance="tint" color="informative" className={styles.more}>
            {t("workspaces-more-roles", { count: others.length })}
          </Badge>
        )}
      </span>
    </Tooltip>
  );
}

import { Badge, makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { CellText } from "../../components/CellText";
import type { RoleKind } from "../../ipc/bindings/RoleKind";
import { t } from "../../words";

const useStyles = makeStyles({
  root: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  badge: { flexShrink: 0 },
});

interface RoleCellProps {
  name: string;
  kind: RoleKind;
  hasCondition: boolean;
}

/** A role, marked where it is the company's own or narrowed by a condition. */
export function RoleCell({ name, kind, hasCondition }: RoleCellProps) {
  const styles = useStyles();
  return (
    <span className={styles.root}>
      <CellText text={name} {...(kind === "unknown" ? { hint: t("roles-unknown") } : {})} />
      {kind === "custom" && (
        <Tooltip content={t("roles-custom-hint")} relationship="description">
          <Badge appearance="tint" color="informative" className={styles.badge}>
            {t("roles-custom")}
          </Badge>
        </Tooltip>
      )}
      {hasCondition && (
        <Tooltip content={t("roles-condition-hint")} relationship="description">
          <Badge appearance="tint" color="warning" className={styles.badge}>
            {t("roles-condition")}
          </Badge>
        </Tooltip>
      )}
    </span>
  );
}

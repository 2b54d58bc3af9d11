import { makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { WarningRegular } from "@fluentui/react-icons";
import { t } from "../words";

const useStyles = makeStyles({
  root: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalXS, minWidth: 0 },
  icon: { color: tokens.colorStatusWarningForeground1, fontSize: "16px", flexShrink: 0 },
});

interface RegionTextProps {
  region: string;
  /** The workspace's region, where it is another one. */
  workspaceRegion?: string | null;
}

/** A region, marked where it is not the workspace's. */
export function RegionText({ region, workspaceRegion = null }: RegionTextProps) {
  const styles = useStyles();
  if (!region) return <span>{t("action-none")}</span>;
  if (workspaceRegion === null) return <span>{region}</span>;
  const warning = t("services-other-region", { region, workspace: workspaceRegion });
  return (
    <Tooltip content={warning} relationship="description">
      <span className={styles.root}>
        {region}
        <WarningRegular className={styles.icon} aria-label={warning} role="img" />
      </span>
    </Tooltip>
  );
}

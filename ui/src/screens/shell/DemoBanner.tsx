import { makeStyles, tokens } from "@fluentui/react-components";
import { BeakerRegular } from "@fluentui/react-icons";
import { t } from "../../words";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalS,
    minHeight: "32px",
    flexShrink: 0,
    paddingInline: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorBrandBackground2,
    color: tokens.colorBrandForeground2,
    borderBottom: `1px solid ${tokens.colorBrandStroke2}`,
    "@media (forced-colors: active)": { borderBottom: "2px dashed" },
  },
  icon: { fontSize: "16px", flexShrink: 0 },
  name: { fontWeight: tokens.fontWeightSemibold, whiteSpace: "nowrap" },
});

/** The banner at the top while the demo cloud is chosen. */
export function DemoBanner() {
  const styles = useStyles();
  return (
    <div className={styles.root} data-testid="demo-banner">
      <BeakerRegular className={styles.icon} aria-hidden="true" />
      <span className={styles.name}>{t("cloud-name-demo")}</span>
      <span>{t("shell-demo-banner")}</span>
    </div>
  );
}

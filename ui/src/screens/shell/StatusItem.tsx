import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { t } from "../../words";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    height: "100%",
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalM,
    whiteSpace: "nowrap",
  },
  accented: {
    flexShrink: 0,
    backgroundColor: tokens.colorBrandBackground,
    color: tokens.colorNeutralForegroundOnBrand,
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { display: "inline-flex", fontSize: "16px", flexShrink: 0 },
  label: { "@media (max-width: 1000px)": { display: "none" } },
  text: { overflow: "hidden", textOverflow: "ellipsis" },
});

interface StatusItemProps {
  label: string;
  icon: ReactNode;
  text: string;
  hint?: string | undefined;
  isAccented?: boolean;
}

/** One fact of the status bar. */
export function StatusItem({ label, icon, text, hint, isAccented = false }: StatusItemProps) {
  const styles = useStyles();
  const hintText =
    hint && hint !== text
      ? t("shell-status-item-hint", { label, text, hint })
      : t("shell-status-item", { label, text });
  return (
    <span className={mergeClasses(styles.root, isAccented && styles.accented)} data-hint={hintText}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={styles.label}>{t("shell-status-label", { label })}</span>
      <bdi className={styles.text}>{text}</bdi>
    </span>
  );
}

import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Link, useLocation } from "@tanstack/react-router";
import { rowTokens } from "../../styles/rowTokens";
import { t } from "../../words";
import { pages } from "./pages";

const useStyles = makeStyles({
  root: {
    width: "84px",
    flexShrink: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
    padding: tokens.spacingHorizontalXS,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  item: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase100,
    textAlign: "center",
    overflowWrap: "anywhere",
    textDecorationLine: "none",
    outlineStyle: "none",
    ":hover": {
      backgroundColor: rowTokens.colorBarHover,
      boxShadow: `inset 0 0 0 1px ${rowTokens.colorRowRing}`,
    },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  current: {
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1,
    ":hover": { backgroundColor: tokens.colorNeutralBackground1 },
  },
  icon: { fontSize: "20px", lineHeight: 1 },
  currentIcon: { color: tokens.colorBrandForeground1 },
  last: { marginTop: "auto" },
});

/** The navigation. */
export function Rail() {
  const styles = useStyles();
  const path = useLocation({ select: ({ pathname }) => pathname });
  return (
    <nav className={styles.root} aria-label={t("shell-navigation")}>
      {pages.map(({ to, under, label, icon, currentIcon }) => {
        const isCurrent = under.some((start) => path.startsWith(start));
        return (
          <Link
            key={to}
            to={to}
            className={mergeClasses(
              styles.item,
              isCurrent && styles.current,
              to === "/accounts" && styles.last,
            )}
            aria-current={isCurrent ? "page" : undefined}
          >
            <span className={mergeClasses(styles.icon, isCurrent && styles.currentIcon)} aria-hidden="true">
              {isCurrent ? currentIcon : icon}
            </span>
            {t(label)}
          </Link>
        );
      })}
    </nav>
  );
}

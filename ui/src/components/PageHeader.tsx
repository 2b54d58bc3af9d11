import {
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { Fragment, type ReactNode, useEffect, useRef } from "react";
import { t } from "../words";
import { useWindowTitle } from "./useWindowTitle";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXXS, flexShrink: 0 },
  crumbs: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})` },
  line: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    flexWrap: "wrap",
    minHeight: "32px",
  },
  title: {
    margin: 0,
    outlineStyle: "none",
    overflowWrap: "anywhere",
    fontSize: tokens.fontSizeBase600,
    fontWeight: tokens.fontWeightSemibold,
    lineHeight: tokens.lineHeightBase600,
  },
  facts: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXXS,
    color: tokens.colorNeutralForeground2,
    minHeight: "24px",
  },
});

export interface Crumb {
  label: string;
  onOpen: () => void;
}

interface PageHeaderProps {
  title: string;
  crumbs?: Crumb[];
  /** Facts on the line below the heading. */
  facts?: ReactNode;
  actions?: ReactNode;
}

/**
 * The page's heading, which is also the window's title. It takes the focus when the page opens, so that a screen reader starts there. A list beside the page
 * keeps it.
 */
export function PageHeader({ title, crumbs = [], facts, actions }: PageHeaderProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useWindowTitle(title);
  useEffect(() => {
    if (!document.activeElement?.closest("[role=grid], [role=treegrid]"))
      heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <header className={styles.root}>
      {crumbs.length > 0 && (
        <Breadcrumb size="small" className={styles.crumbs} aria-label={t("action-path")}>
          {crumbs.map(({ label, onOpen }, index) => (
            <Fragment key={label}>
              <BreadcrumbItem>
                <BreadcrumbButton onClick={onOpen}>
                  <bdi>{label}</bdi>
                </BreadcrumbButton>
              </BreadcrumbItem>
              {index < crumbs.length - 1 && <BreadcrumbDivider />}
            </Fragment>
          ))}
        </Breadcrumb>
      )}
      <div className={styles.line}>
        <h1 ref={heading} tabIndex={-1} className={styles.title} dir="auto">
          {title}
        </h1>
        {actions}
      </div>
      {facts && <div className={styles.facts}>{facts}</div>}
    </header>
  );
}

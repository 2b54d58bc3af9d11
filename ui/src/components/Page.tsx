import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  root: {
    boxSizing: "border-box",
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalL,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL} ${tokens.spacingVerticalXXL}`,
    width: "100%",
    maxWidth: "1280px",
    marginInline: "auto",
    "@media (max-width: 760px)": { paddingInline: tokens.spacingHorizontalL },
  },
  filling: { height: "100%", minHeight: "360px", paddingBottom: tokens.spacingVerticalL },
});

interface PageProps {
  children: ReactNode;
  /** Fills the window, as a page with a list does: the list scrolls, not the page. */
  fills?: boolean;
}

/** The room of a page. */
export function Page({ children, fills = false }: PageProps) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.root, fills && styles.filling)}>{children}</div>;
}

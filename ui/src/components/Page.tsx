import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useFileDrop } from "./useFileDrop";

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
  over: { outline: `2px dashed ${tokens.colorBrandForeground1}`, outlineOffset: "-6px" },
  narrow: { padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalM}` },
  filling: { height: "100%", minHeight: "360px", paddingBottom: tokens.spacingVerticalL },
});

interface PageProps {
  children: ReactNode;
  /** Fills the window, as a page with a list does: the list scrolls, not the page. */
  fills?: boolean;
  /** Beside another page. */
  isNarrow?: boolean;
  /** Takes a file that is dropped anywhere on it. */
  onFile?: (file: File) => void;
}

/** The room of a page. */
export function Page({ children, fills = false, isNarrow = false, onFile }: PageProps) {
  const styles = useStyles();
  const { isOver, handlers } = useFileDrop((file) => onFile?.(file));
  return (
    <div
      className={mergeClasses(
        styles.root,
        isNarrow && styles.narrow,
        fills && styles.filling,
        isOver && styles.over,
      )}
      data-testid="page"
      {...(onFile ? handlers : {})}
    >
      {children}
    </div>
  );
}

import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    flexShrink: 0,
  },
});

/** The line of controls above a list. */
export function Toolbar({ children }: { children: ReactNode }) {
  return <div className={useStyles().root}>{children}</div>;
}

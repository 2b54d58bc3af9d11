import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

const useStyles = makeStyles({
  root: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", minWidth: 0 },
  strong: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  small: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

interface CellTextProps {
  text: string;
  look?: "strong" | "quiet" | "small";
  /** Shown on hover in place of the text. */
  hint?: string;
}

/** Text in a cell: one line, whole on hover if it is cut. */
export function CellText({ text, look, hint = text }: CellTextProps) {
  const styles = useStyles();
  return (
    <span
      className={mergeClasses(styles.root, look && styles[look])}
      data-hint={hint}
      aria-description={hint === text ? undefined : hint}
      dir="auto"
    >
      {text}
    </span>
  );
}

import { makeStyles } from "@fluentui/react-components";

const useStyles = makeStyles({
  root: { display: "flex", minWidth: 0, maxWidth: "100%", whiteSpace: "pre" },
  start: { overflow: "hidden", textOverflow: "ellipsis", flexShrink: 1 },
  end: { flexShrink: 0 },
});

/** What stays of the end: the last group of a GUID. */
const END = 12;

/** An id or a path on one line. Only where there is no room for it, its middle is left out. */
export function MiddleText({ text }: { text: string }) {
  const styles = useStyles();
  const cut = text.length - Math.min(END, Math.floor(text.length / 2));
  return (
    <span className={styles.root} data-hint={text} dir="ltr">
      <span className={styles.start}>{text.slice(0, cut)}</span>
      <span className={styles.end}>{text.slice(cut)}</span>
    </span>
  );
}

import { makeStyles, Tooltip, tokens } from "@fluentui/react-components";
import { cloneElement, type ReactElement } from "react";
import { KeyCaps } from "./KeyCaps";
import { ariaKeys, capsOf, chordsOf, type ShortcutId } from "./shortcuts";

const useStyles = makeStyles({
  content: { display: "inline-flex", alignItems: "center", gap: tokens.spacingHorizontalS },
});

interface ShortcutTooltipProps {
  shortcut: ShortcutId;
  /** The name of a button that shows an icon only. */
  label?: string;
  children: ReactElement<{ "aria-label"?: string; "aria-keyshortcuts"?: string }>;
}

/** Tells the name of a button, if it shows none, and its keys. */
export function ShortcutTooltip({ shortcut, label, children }: ShortcutTooltipProps) {
  const styles = useStyles();
  const [chord] = chordsOf(shortcut, false);
  return (
    <Tooltip
      relationship="inaccessible"
      content={
        <span className={styles.content}>
          {label}
          {chord && <KeyCaps caps={capsOf(chord)} />}
        </span>
      }
    >
      {cloneElement(children, {
        "aria-keyshortcuts": ariaKeys(shortcut),
        ...(label === undefined ? {} : { "aria-label": label }),
      })}
    </Tooltip>
  );
}

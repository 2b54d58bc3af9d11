import { Link as FluentLink, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

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
  icon: { display: "inline-flex", fontSize: "16px", flexShrink: 0 },
  warningIcon: { color: tokens.colorStatusWarningForeground1 },
  text: { overflow: "hidden", textOverflow: "ellipsis", fontVariantNumeric: "tabular-nums" },
  link: { flexShrink: 0, fontSize: tokens.fontSizeBase200 },
});

interface StatusItemProps {
  icon: ReactNode;
  text: string;
  hint?: string | undefined;
  isWarning?: boolean;
  /** Where more is said. */
  link?: { text: string; label?: string; onUse: () => void };
}

/** One thing that goes on, in the status bar. */
export function StatusItem({ icon, text, hint = text, isWarning = false, link }: StatusItemProps) {
  const styles = useStyles();
  return (
    <span className={styles.root} data-hint={hint}>
      <span className={mergeClasses(styles.icon, isWarning && styles.warningIcon)} aria-hidden="true">
        {icon}
      </span>
      <span className={styles.text}>{text}</span>
      {link && (
        <FluentLink as="button" className={styles.link} aria-label={link.label} onClick={link.onUse}>
          {link.text}
        </FluentLink>
      )}
    </span>
  );
}

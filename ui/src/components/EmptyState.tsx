import { Body1, makeStyles, Subtitle1, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    textAlign: "center",
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXL}`,
  },
  icon: { fontSize: "32px", lineHeight: 1, color: tokens.colorNeutralForeground3 },
  title: { margin: 0 },
  text: { maxWidth: "520px", color: tokens.colorNeutralForeground2 },
});

interface EmptyStateProps {
  icon: ReactNode;
  title: ReactNode;
  text?: string;
  action?: ReactNode;
}

/** Explains an empty list, and how to fill it. */
export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <Subtitle1 as="h2" className={styles.title}>
        {title}
      </Subtitle1>
      {text && <Body1 className={styles.text}>{text}</Body1>}
      {action}
    </div>
  );
}

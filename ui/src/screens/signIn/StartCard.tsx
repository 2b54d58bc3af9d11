import {
  Body1,
  FluentProvider,
  makeStyles,
  mergeClasses,
  Subtitle1,
  tokens,
} from "@fluentui/react-components";
import { BeakerRegular, CheckmarkRegular, CloudRegular } from "@fluentui/react-icons";
import { type ReactNode, useId } from "react";
import { fluentTheme } from "../../styles/theme";
import { useAppearance } from "../../styles/useAppearance";

const useStyles = makeStyles({
  // Shares two rows with the card beside it, so that the buttons align.
  rows: {
    display: "grid",
    gridRow: "span 2",
    gridTemplateRows: "subgrid",
    gridTemplateColumns: "minmax(0, 1fr)",
  },
  provider: { backgroundColor: "transparent" },
  root: {
    rowGap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalXXL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow4,
  },
  block: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalL },
  head: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalM },
  icon: { fontSize: "28px", lineHeight: 1, color: tokens.colorBrandForeground1, display: "flex" },
  title: { margin: 0 },
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXS,
  },
  point: {
    display: "flex",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  check: { fontSize: "16px", marginTop: "2px", flexShrink: 0, color: tokens.colorBrandForeground1 },
});

interface StartCardProps {
  title: string;
  text: string;
  points: readonly string[];
  isDemo?: boolean;
  children: ReactNode;
}

/** One of the two ways to start, with an explanation. */
export function StartCard({ title, text, points, isDemo = false, children }: StartCardProps) {
  const styles = useStyles();
  const id = useId();
  const appearance = useAppearance();
  const card = (
    <section className={mergeClasses(styles.rows, styles.root)} aria-labelledby={id}>
      <div className={styles.block}>
        <div className={styles.head}>
          <span className={styles.icon} aria-hidden="true">
            {isDemo ? <BeakerRegular /> : <CloudRegular />}
          </span>
          <Subtitle1 as="h2" id={id} className={styles.title}>
            {title}
          </Subtitle1>
        </div>
        <Body1>{text}</Body1>
        <ul className={styles.list}>
          {points.map((point) => (
            <li key={point} className={styles.point}>
              <CheckmarkRegular className={styles.check} aria-hidden="true" />
              {point}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.block}>{children}</div>
    </section>
  );
  if (!isDemo) return card;
  return (
    <FluentProvider
      theme={fluentTheme(appearance, true)}
      className={mergeClasses(styles.rows, styles.provider)}
    >
      {card}
    </FluentProvider>
  );
}

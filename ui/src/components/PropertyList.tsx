import { makeStyles, tokens } from "@fluentui/react-components";
import { Fragment, type ReactNode } from "react";

const useStyles = makeStyles({
  list: {
    display: "grid",
    gridTemplateColumns: "minmax(112px, max-content) minmax(0, 1fr)",
    // WebKitGTK keeps the height of rows that are `auto` when the window gets narrower and a value needs a second line.
    gridAutoRows: "max-content",
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalXS,
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  label: { color: tokens.colorNeutralForeground2, minHeight: "24px", display: "flex", alignItems: "center" },
  value: {
    margin: 0,
    minWidth: 0,
    minHeight: "24px",
    display: "flex",
    alignItems: "center",
    flexWrap: "wrap",
    gap: tokens.spacingHorizontalXS,
    overflowWrap: "anywhere",
  },
});

export interface Property {
  label: string;
  /** Left out of the list where there is none. */
  value: ReactNode;
}

/** Labels and values in two columns. */
export function PropertyList({ properties }: { properties: Property[] }) {
  const styles = useStyles();
  const given = properties.filter(({ value }) => value !== null && value !== undefined && value !== "");
  return (
    <dl className={styles.list}>
      {given.map(({ label, value }) => (
        <Fragment key={label}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value} dir="auto">
            {value}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

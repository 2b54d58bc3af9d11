import { makeStyles, tokens } from "@fluentui/react-components";
import type { Column } from "./tableModel";

const useStyles = makeStyles({
  group: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    display: "grid",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalL,
    paddingInline: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
});

interface DataTableHeaderProps<Row> {
  columns: Column<Row>[];
  tracks: string;
  height: number;
}

/** The names of the columns; they stay in sight. */
export function DataTableHeader<Row>({ columns, tracks, height }: DataTableHeaderProps<Row>) {
  const styles = useStyles();
  return (
    <div role="rowgroup" className={styles.group}>
      <div
        role="row"
        aria-rowindex={1}
        className={styles.row}
        style={{ gridTemplateColumns: tracks, height }}
      >
        {columns.map(({ id, header }) => (
          <div key={id} role="columnheader">
            {header}
          </div>
        ))}
      </div>
    </div>
  );
}

import { makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { t } from "../words";

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column" },
  row: {
    display: "grid",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalL,
    height: "44px",
    paddingInline: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
});

const ROWS = ["68%", "44%", "56%", "72%", "50%", "62%", "40%", "58%"];

interface TableSkeletonProps {
  /** What is loading, for screen readers. */
  what: string;
  /** The columns that come. */
  columns: { id: string; track: string }[];
}

/** A table's shape while its rows are on their way. */
export function TableSkeleton({ what, columns }: TableSkeletonProps) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={t("action-loading", { name: what })} className={styles.root} role="progressbar">
      {ROWS.map((width) => (
        <div
          key={width}
          className={styles.row}
          style={{ gridTemplateColumns: columns.map(({ track }) => track).join(" ") }}
        >
          {columns.map(({ id }, index) => (
            <SkeletonItem key={id} size={12} style={{ width: index === 0 ? width : "60%" }} />
          ))}
        </div>
      ))}
    </Skeleton>
  );
}

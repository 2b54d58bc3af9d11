import { makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { t } from "../words";

const useStyles = makeStyles({
  root: {
    display: "grid",
    gridTemplateColumns: "112px minmax(0, 320px)",
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
});

interface PropertySkeletonProps {
  what: string;
  rows: number;
}

/** A card of labels and values while they are on their way. */
export function PropertySkeleton({ what, rows }: PropertySkeletonProps) {
  const styles = useStyles();
  return (
    <Skeleton aria-label={t("action-loading", { name: what })} className={styles.root} role="progressbar">
      {Array.from({ length: rows * 2 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the shapes never move
        <SkeletonItem key={index} size={12} style={{ width: index % 2 === 0 ? "70%" : "100%" }} />
      ))}
    </Skeleton>
  );
}

import { makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import { Page } from "../../components/Page";
import { TableSkeleton } from "../../components/TableSkeleton";
import { t } from "../../words";

const useStyles = makeStyles({
  root: {
    height: "100%",
    display: "flex",
    flexDirection: "column",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  bar: {
    height: "48px",
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  middle: { flex: "1 1 0", display: "flex", minHeight: 0 },
  rail: {
    width: "84px",
    flexShrink: 0,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { width: "200px" },
});

const columns = ["2fr", "1fr", "1fr", "1fr"].map((track, index) => ({ id: String(index), track }));

/** The window's shape before the overview is loaded. */
export function ShellSkeleton() {
  const styles = useStyles();
  return (
    <div className={styles.root}>
      <div className={styles.bar} />
      <div className={styles.middle}>
        <div className={styles.rail} />
        <Page>
          <Skeleton aria-hidden="true">
            <SkeletonItem size={28} className={styles.title} />
          </Skeleton>
          <TableSkeleton what={t("shell-name")} columns={columns} />
        </Page>
      </div>
    </div>
  );
}

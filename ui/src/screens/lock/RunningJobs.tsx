import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { useStopJobs } from "../../ipc/jobMutations";
import { useJobs } from "../../ipc/queries";
import { t } from "../../words";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
  },
});

/** Running jobs while the app is locked: counts, and a button that stops them. */
export function RunningJobs() {
  const styles = useStyles();
  const jobs = useJobs();
  const stop = useStopJobs();
  const running = (jobs.data ?? []).filter(({ state }) => state !== "ended");
  if (running.length === 0) return null;
  const sumOf = (count: "done" | "total") => running.reduce((sum, job) => sum + job[count], 0);
  const stoppable = running.filter(({ state }) => state === "running").map(({ id }) => id);
  const isStopping = stop.isPending || stoppable.length === 0;
  return (
    <div className={styles.root} data-testid="running-jobs">
      <Caption1 role="status">
        {t("lock-screen-jobs", { total: sumOf("total"), done: sumOf("done") })}
      </Caption1>
      <Button size="small" disabledFocusable={isStopping} onClick={() => stop.mutate(stoppable)}>
        {isStopping ? t("lock-screen-stopping") : t("lock-screen-stop")}
      </Button>
    </div>
  );
}

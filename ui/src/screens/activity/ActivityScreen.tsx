import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { DeleteRegular, HistoryRegular } from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import { EmptyState } from "../../components/EmptyState";
import { ErrorPanel } from "../../components/ErrorPanel";
import { Page } from "../../components/Page";
import { PageHeader } from "../../components/PageHeader";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { useShortcut } from "../../components/useShortcut";
import type { JobView } from "../../ipc/bindings/JobView";
import { useDismissJobs } from "../../ipc/jobMutations";
import { useJobs } from "../../ipc/queries";
import { t } from "../../words";
import { isRegeneration } from "../service/regenerations";
import { JobCard } from "./JobCard";

const useStyles = makeStyles({
  list: {
    listStyleType: "none",
    margin: 0,
    padding: 0,
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalM,
    maxWidth: "880px",
  },
  remove: { marginInlineStart: "auto" },
});

/** The jobs of this run, with their results: what runs first, then the newest. */
export function ActivityScreen() {
  const styles = useStyles();
  const navigate = useNavigate();
  const jobs = useJobs();
  const dismiss = useDismissJobs();
  useShortcut("leave", () => void navigate({ to: "/services" }));
  const shown = (jobs.data ?? []).filter(isRegeneration).toSorted(byUrgency);
  const ended = shown.filter(({ state }) => state === "ended").map(({ id }) => id);
  return (
    <Page>
      <PageHeader
        title={t("activity-title")}
        facts={t("activity-hint")}
        actions={
          ended.length > 0 && (
            <Button
              className={styles.remove}
              icon={<DeleteRegular />}
              disabledFocusable={dismiss.isPending}
              onClick={() => dismiss.mutate(ended)}
            >
              {t("activity-remove-all")}
            </Button>
          )
        }
      />
      {jobs.data === undefined ? (
        jobs.error ? (
          <ErrorPanel error={jobs.error} onRetry={() => void jobs.refetch()} isRetrying={jobs.isFetching} />
        ) : (
          <PropertySkeleton what={t("activity-title")} rows={3} />
        )
      ) : shown.length === 0 ? (
        <EmptyState icon={<HistoryRegular />} title={t("activity-empty-title")} text={t("activity-empty")} />
      ) : (
        <ul className={styles.list} aria-label={t("activity-title")}>
          {shown.map((job) => (
            <JobCard
              key={job.id}
              job={job}
              isBusy={dismiss.isPending}
              onRemove={() => dismiss.mutate([job.id])}
            />
          ))}
        </ul>
      )}
    </Page>
  );
}

function byUrgency(one: JobView, other: JobView): number {
  const isEnded = ({ state }: JobView) => Number(state === "ended");
  return isEnded(one) - isEnded(other) || Date.parse(other.startedAt) - Date.parse(one.startedAt);
}

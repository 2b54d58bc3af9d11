import { Body1Strong, Button, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { InlineError } from "../../components/InlineError";
import { useDismissJobs } from "../../ipc/jobMutations";
import { t } from "../../words";
import { RegenerationProof } from "./RegenerationProof";
import { RegenerationWait } from "./RegenerationWait";
import type { Regeneration } from "./regenerations";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    alignItems: "stretch",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  title: { margin: 0 },
  dismiss: { alignSelf: "flex-start" },
});

/** A regeneration without a dialog on this page: its progress, then the outcome. */
export function RegenerationJob({ job }: { job: Regeneration }) {
  const styles = useStyles();
  const dismiss = useDismissJobs();
  const { slot } = job.subject;
  const title = job.outcome ? t("regeneration-title", { slot }) : t("regeneration-running", { slot });
  return (
    <div className={styles.root} role="group" aria-label={title} data-testid="regeneration-job">
      <Body1Strong as="h3" className={styles.title}>
        {title}
      </Body1Strong>
      {job.outcome === null && <RegenerationWait slot={slot} startedAtMs={Date.parse(job.startedAt)} />}
      {job.outcome?.kind === "regenerated" && <RegenerationProof result={job.outcome.regeneration} />}
      {job.outcome?.kind === "failed" && (
        <InlineError
          error={job.outcome.error}
          title={
            job.outcome.error.reason === "regenerationUnproven"
              ? t("regeneration-not-proven")
              : t("regeneration-failed")
          }
        />
      )}
      {job.outcome && (
        <Button
          size="small"
          className={styles.dismiss}
          icon={<DismissRegular />}
          disabledFocusable={dismiss.isPending}
          onClick={() => dismiss.mutate([job.id])}
        >
          {t("action-close")}
        </Button>
      )}
    </div>
  );
}

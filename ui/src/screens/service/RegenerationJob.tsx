import { Body1Strong, Button, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { InlineError } from "../../components/InlineError";
import { t } from "../../words";
import { RegenerationProof } from "./RegenerationProof";
import { RegenerationWait } from "./RegenerationWait";
import { failureTitle, type Regeneration } from "./regenerations";

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

interface RegenerationJobProps {
  job: Regeneration;
  /** Takes an outcome off the page. */
  onClose: () => void;
}

/** A regeneration without a dialog on this page: its progress, then the outcome. */
export function RegenerationJob({ job, onClose }: RegenerationJobProps) {
  const styles = useStyles();
  const { slot } = job.subject;
  const title = job.outcome ? t("regeneration-title", { slot }) : t("regeneration-running", { slot });
  return (
    <div className={styles.root} role="group" aria-label={title} data-testid="regeneration-job">
      <Body1Strong as="h3" className={styles.title}>
        {title}
      </Body1Strong>
      <RegenerationState job={job} />
      {job.outcome && (
        <Button size="small" className={styles.dismiss} icon={<DismissRegular />} onClick={onClose}>
          {t("action-close")}
        </Button>
      )}
    </div>
  );
}

/** How far a regeneration is, or what became of it. */
export function RegenerationState({ job: { subject, startedAt, outcome } }: { job: Regeneration }) {
  if (outcome === null) return <RegenerationWait slot={subject.slot} startedAtMs={Date.parse(startedAt)} />;
  if (outcome.kind === "regenerated") return <RegenerationProof result={outcome.regeneration} />;
  return <InlineError error={outcome.error} title={failureTitle(outcome.error)} />;
}

import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular, StopRegular } from "@fluentui/react-icons";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/Moment";
import { useStopJobs } from "../../ipc/jobMutations";
import { rich, t } from "../../words";
import { RegenerationState } from "../service/RegenerationJob";
import type { Regeneration } from "../service/regenerations";

const useStyles = makeStyles({
  root: {
    display: "flex",
    flexDirection: "column",
    alignItems: "stretch",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    minWidth: 0,
  },
  head: { display: "flex", alignItems: "flex-start", gap: tokens.spacingHorizontalM },
  texts: { flex: "1 1 0", minWidth: 0, display: "flex", flexDirection: "column" },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  link: { color: "inherit" },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface JobCardProps {
  job: Regeneration;
  isBusy: boolean;
  onRemove: () => void;
}

/** A job: its service, when it began, how far it is or what became of it. */
export function JobCard({ job, isBusy, onRemove }: JobCardProps) {
  const styles = useStyles();
  const stop = useStopJobs();
  const { id, state, subject, startedAt } = job;
  const { service, serviceName, slot } = subject;
  return (
    <li className={styles.root} data-testid="job">
      <div className={styles.head}>
        <div className={styles.texts}>
          <h2 className={styles.title}>
            <Link to="/services/$service" params={{ service }} className={styles.link} dir="auto">
              {serviceName}
            </Link>
          </h2>
          <span>
            {state === "ended" ? t("regeneration-title", { slot }) : t("regeneration-running", { slot })}
          </span>
          <Caption1 className={styles.quiet}>
            {rich("activity-started", { moment: <Moment at={startedAt} /> })}
          </Caption1>
        </div>
        {state === "ended" ? (
          <Button
            size="small"
            icon={<DismissRegular />}
            aria-label={t("activity-remove-named", { name: serviceName })}
            disabledFocusable={isBusy}
            onClick={onRemove}
          >
            {t("activity-remove")}
          </Button>
        ) : (
          <Button
            size="small"
            icon={<StopRegular />}
            disabledFocusable={state === "stopping" || stop.isPending}
            onClick={() => stop.mutate([id])}
          >
            {state === "stopping" ? t("lock-screen-stopping") : t("lock-screen-stop")}
          </Button>
        )}
      </div>
      <RegenerationState job={job} />
    </li>
  );
}

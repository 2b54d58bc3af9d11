import { makeStyles, tokens } from "@fluentui/react-components";
import {
  ArrowSyncRegular,
  CheckmarkRegular,
  CloudOffRegular,
  KeyMultipleRegular,
  KeyResetRegular,
  WarningRegular,
} from "@fluentui/react-icons";
import { useNavigate } from "@tanstack/react-router";
import type { AppOverview } from "../../ipc/bindings/AppOverview";
import type { JobView } from "../../ipc/bindings/JobView";
import { useIsOffline } from "../../ipc/known";
import { useJobs } from "../../ipc/queries";
import { type ServicesProgress, useServicesProgress } from "../../ipc/services";
import { t } from "../../words";
import { StatusItem } from "./StatusItem";

const useStyles = makeStyles({
  root: {
    display: "flex",
    alignItems: "center",
    height: "28px",
    flexShrink: 0,
    overflow: "hidden",
    paddingInlineEnd: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground3,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});

/** What goes on: what is read, what could not be read, what runs, and what is not as usual. */
export function StatusBar({ overview }: { overview: AppOverview }) {
  const styles = useStyles();
  const { secretStorage } = overview;
  const progress = useServicesProgress();
  const isOffline = useIsOffline();
  const running = (useJobs().data ?? []).filter(({ state }) => state !== "ended");
  const isReading = progress?.isReading ?? false;
  const failed = isReading ? 0 : (progress?.failures.length ?? 0);
  const isQuiet = !isOffline && !isReading && failed === 0 && running.length === 0;
  return (
    <section className={styles.root} aria-label={t("shell-status")} data-testid="status-bar">
      {isOffline && <StatusItem icon={<CloudOffRegular />} text={t("shell-status-offline")} isWarning />}
      {progress && isReading && <Reading progress={progress} />}
      {failed > 0 && <Failed count={failed} />}
      {running.length > 0 && <Running jobs={running} />}
      {secretStorage.kind !== "osStore" && (
        <StatusItem
          icon={<KeyMultipleRegular />}
          text={t(secretStorage.kind === "memory" ? "shell-storage-memory" : "shell-storage-none")}
          hint={secretStorage.kind === "unavailable" ? secretStorage.reason : undefined}
          isWarning
        />
      )}
      {isQuiet && progress && !progress.error && (
        <StatusItem
          icon={<CheckmarkRegular />}
          text={t("shell-status-read", { total: progress.workspaceCount })}
        />
      )}
    </section>
  );
}

function Reading({ progress }: { progress: ServicesProgress }) {
  const { workspacesRead: read, workspaceCount: total } = progress;
  return <StatusItem icon={<ArrowSyncRegular />} text={t("shell-status-reading", { read, total })} />;
}

/** The list of services says of each source why it could not be read. */
function Failed({ count }: { count: number }) {
  const navigate = useNavigate();
  return (
    <StatusItem
      icon={<WarningRegular />}
      isWarning
      text={t("shell-status-failed", { count })}
      link={{
        text: t("shell-status-why"),
        label: t("shell-status-why-label", { count }),
        onUse: () => void navigate({ to: "/services" }),
      }}
    />
  );
}

function Running({ jobs }: { jobs: JobView[] }) {
  const navigate = useNavigate();
  const [first] = jobs;
  const service = jobs.length === 1 ? first?.subject?.service : undefined;
  return (
    <StatusItem
      icon={<KeyResetRegular />}
      text={t("shell-status-running", { count: jobs.length, name: first?.subject?.serviceName ?? "" })}
      link={{
        text: t("shell-status-show"),
        onUse: () =>
          service === undefined
            ? void navigate({ to: "/activity" })
            : void navigate({ to: "/services/$service", params: { service } }),
      }}
    />
  );
}

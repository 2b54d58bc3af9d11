import { makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import type { KeyActions } from "../../ipc/bindings/KeyActions";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { useMarkJobsSeen } from "../../ipc/jobMutations";
import { useSeenJobs } from "../../ipc/known";
import { useJobs } from "../../ipc/queries";
import { t } from "../../words";
import { KeyRow } from "./KeyRow";
import { PermissionNote } from "./PermissionNote";
import { RegenerateDialog } from "./RegenerateDialog";
import { RegenerationJob } from "./RegenerationJob";
import { regenerationsOf } from "./regenerations";

const useStyles = makeStyles({
  rows: { display: "flex", flexDirection: "column" },
});

const slots: KeySlot[] = ["primary", "secondary"];

interface KeyRowsProps {
  service: string;
  name: string;
  keys: KeyActions;
}

/** Both keys of a service, masked, with their actions. */
export function KeyRows({ service, name, keys }: KeyRowsProps) {
  const styles = useStyles();
  const [regenerating, setRegenerating] = useState<KeySlot | null>(null);
  const jobs = useJobs();
  const seen = useSeenJobs();
  const markSeen = useMarkJobsSeen();
  // A missing permission is shown beside each button, an unknown one once.
  const unknown = [keys.read, keys.regenerate].find(({ state }) => state === "unknown");
  return (
    <>
      {unknown && <PermissionNote permission={unknown} name={t("keys-title")} message="" />}
      {/* The dialog shows the outcome of its own job. */}
      {!regenerating &&
        regenerationsOf(jobs.data, service)
          .filter(({ id }) => !seen.has(id))
          .map((job) => <RegenerationJob key={job.id} job={job} onClose={() => markSeen([job.id])} />)}
      <div className={styles.rows} role="group" aria-label={t("keys-title")}>
        {slots.map((slot) => (
          <KeyRow
            key={slot}
            service={service}
            slot={slot}
            keys={keys}
            onRegenerate={() => setRegenerating(slot)}
          />
        ))}
      </div>
      {regenerating && (
        <RegenerateDialog
          service={service}
          name={name}
          slot={regenerating}
          mayRead={keys.read.state !== "missing"}
          onClose={() => setRegenerating(null)}
        />
      )}
    </>
  );
}

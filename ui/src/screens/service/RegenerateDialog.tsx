import { Dialog, DialogSurface, makeStyles } from "@fluentui/react-components";
import { useState } from "react";
import { useFirstFocus } from "../../components/useFirstFocus";
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { useMarkJobsSeen } from "../../ipc/jobMutations";
import { useRegenerateKey } from "../../ipc/mutations";
import { useJobs, useOverview } from "../../ipc/queries";
import { RegenerateConfirm } from "./RegenerateConfirm";
import { RegenerateProgress } from "./RegenerateProgress";
import { RegenerateResult } from "./RegenerateResult";
import { regenerationsOf } from "./regenerations";

const useStyles = makeStyles({ surface: { maxWidth: "560px" } });

interface RegenerateDialogProps {
  service: string;
  name: string;
  slot: KeySlot;
  mayRead: boolean;
  onClose: () => void;
}

/** Regenerates a key: shows the consequences, asks for the service's name, waits, and shows the outcome. */
export function RegenerateDialog({ service, name, slot, mayRead, onClose }: RegenerateDialogProps) {
  const styles = useStyles();
  const regenerate = useRegenerateKey(service);
  const jobs = useJobs();
  const overview = useOverview();
  const markSeen = useMarkJobsSeen();
  const field = useFirstFocus();
  const [isCheckingLock, setCheckingLock] = useState(false);
  const begin = (typedName: string) => {
    const beganAtMs = Date.now();
    // The dialog shows the outcome of its own job, so the page need not show it again.
    const markOwnSeen = async () => {
      const { data } = await jobs.refetch();
      const own = regenerationsOf(data, service).filter(
        ({ state, startedAt }) => state === "ended" && Date.parse(startedAt) >= beganAtMs,
      );
      if (own.length > 0) markSeen(own.map(({ id }) => id));
    };
    // The lock ends the wait, not the job. The page shows the job's outcome after unlocking.
    const closeIfLocked = async () => {
      setCheckingLock(true);
      const { data } = await overview.refetch();
      setCheckingLock(false);
      if (data && data.locked !== null) onClose();
    };
    const settle = (error: CommandError | null) =>
      error?.code === "locked" ? closeIfLocked() : markOwnSeen();
    regenerate.mutate({ slot, typedName }, { onSettled: (_, error) => void settle(error) });
  };
  const isPending = regenerate.isPending || isCheckingLock;
  const close = () => !isPending && onClose();
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface className={styles.surface}>
        {isPending ? (
          <RegenerateProgress slot={slot} onLeave={isCheckingLock ? null : onClose} />
        ) : regenerate.data ? (
          <RegenerateResult service={service} result={regenerate.data} mayRead={mayRead} onClose={onClose} />
        ) : (
          <RegenerateConfirm
            service={service}
            name={name}
            slot={slot}
            mayRead={mayRead}
            fieldFocus={field}
            error={regenerate.error}
            onConfirm={begin}
            onClose={onClose}
          />
        )}
      </DialogSurface>
    </Dialog>
  );
}

import { Dialog, DialogSurface, makeStyles } from "@fluentui/react-components";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { useDismissJobs } from "../../ipc/jobMutations";
import { useRegenerateKey } from "../../ipc/mutations";
import { useJobs } from "../../ipc/queries";
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

/** Regenerating a key: what it costs, the typed name, the wait, and what came of it. */
export function RegenerateDialog({ service, name, slot, mayRead, onClose }: RegenerateDialogProps) {
  const styles = useStyles();
  const regenerate = useRegenerateKey(service);
  const jobs = useJobs();
  const dismiss = useDismissJobs();
  const begin = (typedName: string) => {
    const earlier = new Set(jobs.data?.map(({ id }) => id));
    const dismissOwn = async () => {
      const { data } = await jobs.refetch();
      const own = regenerationsOf(data, service).filter(
        ({ id, state }) => state === "ended" && !earlier.has(id),
      );
      if (own.length > 0) dismiss.mutate(own.map(({ id }) => id));
    };
    regenerate.mutate(
      { slot, typedName },
      {
        // What is shown here need not be shown on the page too. The lock ends the waiting, not the job: its outcome
        // is on the page after unlocking.
        onSettled: (_, error) => (error?.code === "locked" ? onClose() : void dismissOwn()),
      },
    );
  };
  const close = () => !regenerate.isPending && onClose();
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && close()}>
      <DialogSurface className={styles.surface}>
        {regenerate.isPending ? (
          <RegenerateProgress slot={slot} />
        ) : regenerate.data ? (
          <RegenerateResult service={service} result={regenerate.data} mayRead={mayRead} onClose={onClose} />
        ) : (
          <RegenerateConfirm
            service={service}
            name={name}
            slot={slot}
            mayRead={mayRead}
            error={regenerate.error}
            onConfirm={begin}
            onClose={onClose}
          />
        )}
      </DialogSurface>
    </Dialog>
  );
}

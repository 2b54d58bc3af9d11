import { Dialog, DialogSurface, makeStyles } from "@fluentui/react-components";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { useRegenerateKey } from "../../ipc/mutations";
import { RegenerateConfirm } from "./RegenerateConfirm";
import { RegenerateProgress } from "./RegenerateProgress";
import { RegenerateResult } from "./RegenerateResult";

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
            onConfirm={(typedName) => regenerate.mutate({ slot, typedName })}
            onClose={onClose}
          />
        )}
      </DialogSurface>
    </Dialog>
  );
}

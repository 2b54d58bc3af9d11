import { t } from "../../i18n";
import type { PurgeReport } from "../../ipc/bindings/PurgeReport";
import { usePurgeSecretStore } from "../../ipc/mutations";
import { TypedWordDialog } from "./TypedWordDialog";

const words = t.secretStore;

interface PurgeDialogProps {
  onClose: () => void;
  onDone: (report: PurgeReport) => void;
}

/** Removes every stored secret after the word is typed. */
export function PurgeDialog({ onClose, onDone }: PurgeDialogProps) {
  const purge = usePurgeSecretStore();
  return (
    <TypedWordDialog
      words={{
        title: words.purgeTitle,
        loses: words.purgeLoses,
        lost: words.purgeLost,
        keeps: words.purgeKeeps,
        type: words.purgeType,
        action: words.purgeAction,
      }}
      word={words.purgeWord}
      error={purge.error}
      errorTitle={words.purgeFailed}
      isPending={purge.isPending}
      onConfirm={async (typed) => onDone(await purge.mutateAsync(typed))}
      onClose={onClose}
    />
  );
}

import type { PurgeReport } from "../../ipc/bindings/PurgeReport";
import { usePurgeSecretStore } from "../../ipc/mutations";
import { t } from "../../words";
import { TypedWordDialog } from "./TypedWordDialog";

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
        title: t("secrets-purge-title"),
        loses: t("secrets-purge-loses"),
        lost: [t("secrets-purge-sessions"), t("secrets-purge-keys"), t("secrets-purge-demo")],
        keeps: t("secrets-purge-keeps"),
        action: t("secrets-purge-action"),
      }}
      word="purge"
      error={purge.error}
      errorTitle={t("secrets-not-purged")}
      isPending={purge.isPending}
      onConfirm={async (typed) => onDone(await purge.mutateAsync(typed))}
      onClose={onClose}
    />
  );
}

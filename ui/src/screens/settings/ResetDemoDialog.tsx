import { useNotify } from "../../components/notices";
import { t } from "../../i18n";
import { useResetDemoCloud } from "../../ipc/mutations";
import { TypedWordDialog } from "./TypedWordDialog";

const words = t.settings;

/** Resets the demo cloud after the word is typed. */
export function ResetDemoDialog({ onClose }: { onClose: () => void }) {
  const notify = useNotify();
  const reset = useResetDemoCloud();
  return (
    <TypedWordDialog
      words={{
        title: words.resetTitle,
        loses: words.resetLoses,
        lost: words.resetLost,
        keeps: words.resetKeeps,
        type: words.resetType,
        action: words.resetAction,
      }}
      word={words.resetWord}
      error={reset.error}
      errorTitle={words.resetFailed}
      isPending={reset.isPending}
      onConfirm={async () => {
        await reset.mutateAsync();
        notify({ intent: "success", text: words.resetDone });
      }}
      onClose={onClose}
    />
  );
}

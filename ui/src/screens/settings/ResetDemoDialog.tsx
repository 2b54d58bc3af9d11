import { useNotify } from "../../components/notices";
import { useResetDemoCloud } from "../../ipc/mutations";
import { t } from "../../words";
import { TypedWordDialog } from "./TypedWordDialog";

/** Resets the demo cloud after the word is typed. */
export function ResetDemoDialog({ onClose }: { onClose: () => void }) {
  const notify = useNotify();
  const reset = useResetDemoCloud();
  return (
    <TypedWordDialog
      words={{
        title: t("demo-reset-title"),
        loses: t("demo-reset-loses"),
        lost: [t("demo-reset-keys"), t("demo-reset-session"), t("demo-reset-browser")],
        keeps: t("demo-reset-keeps"),
        action: t("demo-reset-action"),
      }}
      word="reset"
      error={reset.error}
      errorTitle={t("demo-not-reset")}
      isPending={reset.isPending}
      onConfirm={async () => {
        await reset.mutateAsync();
        notify({ intent: "success", text: t("demo-reset-done") });
      }}
      onClose={onClose}
    />
  );
}

import { useNotify } from "../../components/notices";
import type { Theme } from "../../ipc/bindings/Theme";
import { useSaveSettings } from "../../ipc/mutations";
import { useSettings } from "../../ipc/queries";
import { t } from "../../words";

/** Chooses the colours of the window. Does nothing before the settings are known. */
export function useChooseTheme() {
  const settings = useSettings();
  const save = useSaveSettings();
  const notify = useNotify();
  return (theme: Theme) => {
    if (!settings.data) return;
    save.mutate(() => ({ theme }), {
      onError: (error) =>
        notify({ intent: "error", text: t("shell-theme-not-saved", { reason: error.message }), error }),
    });
  };
}

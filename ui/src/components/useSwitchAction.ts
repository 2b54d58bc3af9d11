import { toCommandError } from "../ipc/errors";
import { useChooseAccount } from "../ipc/sessionMutations";
import { t } from "../words";
import { useNotify } from "./notices";

/** Switches to another account and shows a notice with its name. */
export function useSwitchAction(onSwitched?: () => void) {
  const notify = useNotify();
  const { mutateAsync, isPending } = useChooseAccount();
  const switchTo = async (accountId: string, name: string | null) => {
    try {
      await mutateAsync(accountId);
      if (name !== null) notify({ intent: "success", text: t("accounts-switched", { name }) });
      onSwitched?.();
    } catch (reason) {
      const error = toCommandError(reason);
      notify({ intent: "error", text: t("accounts-not-switched", { reason: error.message }), error });
    }
  };
  return { switchTo, isPending };
}

import { t } from "../i18n";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { useChooseAccount } from "../ipc/sessionMutations";
import { useNotify } from "./notices";

/** Works as another account and says so. */
export function useSwitchAction(nameOf: (account: AccountSummary) => string, onSwitched?: () => void) {
  const notify = useNotify();
  const { mutateAsync, isPending } = useChooseAccount();
  const switchTo = async (account: AccountSummary) => {
    try {
      await mutateAsync(account.id);
      notify({ intent: "success", text: t.accounts.switched(nameOf(account)) });
      onSwitched?.();
    } catch (error) {
      const reason = error instanceof Object && "message" in error ? String(error.message) : "";
      notify({ intent: "error", text: `${t.accounts.switchFailed} ${reason}` });
    }
  };
  return { switchTo, isPending };
}

import { t } from "../i18n";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { useChooseAccount } from "../ipc/mutations";
import { accountName } from "./accountName";
import { useNotify } from "./notices";

/** Works as another account and says so; and what its tenants are called, where any account tells. */
export function useSwitchAction(accounts: AccountSummary[], onSwitched?: () => void) {
  const notify = useNotify();
  const { mutateAsync, isPending } = useChooseAccount();
  const switchTo = async (account: AccountSummary) => {
    try {
      await mutateAsync(account.id);
      notify({ intent: "success", text: t.accounts.switched(accountName(account)) });
      onSwitched?.();
    } catch (error) {
      const reason = error instanceof Object && "message" in error ? String(error.message) : "";
      notify({ intent: "error", text: `${t.accounts.switchFailed} ${reason}` });
    }
  };
  const tenantNames = new Map(
    accounts.flatMap(({ tenantId, tenantName }) => (tenantName ? [[tenantId, tenantName] as const] : [])),
  );
  return { switchTo, isPending, tenantNames };
}

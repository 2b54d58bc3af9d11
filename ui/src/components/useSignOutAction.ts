import { t } from "../words";
import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { useSignOut } from "../ipc/sessionMutations";
import { accountName } from "./accountName";
import { useNotify } from "./notices";

/** The report of a sign-out, with the account names that the window shows. */
export interface SignedOut {
  names: string[];
  remainingItems: number;
}

/** Signs out and passes the report to `onDone`, or shows it as a notice. */
export function useSignOutAction(accounts: AccountSummary[], onDone?: (signedOut: SignedOut) => void) {
  const { mutateAsync, isPending } = useSignOut();
  const notify = useNotify();
  // Awaits instead of using callbacks: the menu is unmounted before the answer arrives.
  const signOut = async (accountId: string | null) => {
    try {
      const { userNames, remainingItems } = await mutateAsync(accountId);
      const names = userNames.map((userName) => {
        const account = accounts.find((each) => each.userName === userName);
        return account ? accountName(account) : userName;
      });
      if (onDone) onDone({ names, remainingItems });
      else if (remainingItems === 0) notify({ intent: "success", text: t.accounts.signedOut(names) });
      else notify({ intent: "warning", text: t.accounts.signedOutPartly(names, remainingItems) });
    } catch (error) {
      const reason = error instanceof Object && "message" in error ? String(error.message) : "";
      notify({ intent: "error", text: `${t.accounts.signOutFailed} ${reason}` });
    }
  };
  return { signOut, isPending };
}

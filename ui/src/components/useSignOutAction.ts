import type { AccountSummary } from "../ipc/bindings/AccountSummary";
import { toCommandError } from "../ipc/errors";
import { useSignOut } from "../ipc/sessionMutations";
import { t } from "../words";
import { formatList } from "../words/format";
import { accountName } from "./accountName";
import { useNotify } from "./notices";

/** The report of a sign-out, with the account names that the window shows. */
export interface SignedOut {
  names: string[];
  remainingItems: number;
}

/** Who is signed out, and how many sessions Latchkey still finds. */
export function signedOutText({ names, remainingItems }: SignedOut): string {
  const who = { count: names.length, names: formatList(names) };
  return remainingItems === 0
    ? t("accounts-signed-out", who)
    : t("accounts-signed-out-partly", { ...who, items: remainingItems });
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
      const report = { names, remainingItems };
      if (onDone) onDone(report);
      else notify({ intent: remainingItems === 0 ? "success" : "warning", text: signedOutText(report) });
    } catch (reason) {
      const error = toCommandError(reason);
      notify({ intent: "error", text: t("accounts-sign-out-failed", { reason: error.message }), error });
    }
  };
  return { signOut, isPending };
}

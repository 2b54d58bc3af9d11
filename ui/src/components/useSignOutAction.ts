import { useNotify } from "../../components/notices";
import { t } from "../../i18n";
import { useSignOut } from "../../ipc/mutations";

/** Signs out and says what is left behind, if anything. */
export function useSignOutAction() {
  const { mutateAsync, isPending } = useSignOut();
  const notify = useNotify();
  // Awaited rather than called back: the menu that asked is gone by the time the answer comes.
  const signOut = async (accountId: string | null) => {
    try {
      const { userNames, remainingItems } = await mutateAsync(accountId);
      const names = userNames.join(", ");
      notify(
        remainingItems === 0
          ? { intent: "success", text: t.shell.signedOut(names) }
          : { intent: "warning", text: t.shell.signedOutPartly(names, remainingItems) },
      );
    } catch (error) {
      const reason = error instanceof Object && "message" in error ? String(error.message) : "";
      notify({ intent: "error", text: `${t.shell.signOutFailed} ${reason}` });
    }
  };
  return { signOut, isPending };
}

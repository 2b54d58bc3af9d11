import { useOverview } from "../ipc/queries";
import { SignInPageNote } from "./SignInPageNote";

/** The note of a sign-in that names nothing: it is for the current account, in the current cloud. */
export function SignInAgainNote() {
  const overview = useOverview().data;
  const account = overview?.account;
  return (
    <SignInPageNote
      clientId={account?.kind === "user" ? account.clientId : null}
      cloud={overview?.cloud ?? undefined}
    />
  );
}

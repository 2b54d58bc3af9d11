import { useOverview } from "../../ipc/queries";
import { AccountsPage } from "./AccountsPage";

/** The page at its address; the window around it has read what it needs before it is drawn. */
export function AccountsScreen() {
  const overview = useOverview();
  return overview.data ? <AccountsPage overview={overview.data} /> : null;
}

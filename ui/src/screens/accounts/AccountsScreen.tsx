import { useOverview } from "../../ipc/queries";
import { AccountsPage } from "./AccountsPage";

/** The route of the page. `Root` has loaded the overview before. */
export function AccountsScreen() {
  const overview = useOverview();
  return overview.data ? <AccountsPage overview={overview.data} /> : null;
}

import { useOverview } from "../../ipc/queries";
import { AddAccountPage } from "./AddAccountPage";

/** The page at its address; the window around it has read what it needs before it is drawn. */
export function AddAccountScreen() {
  const overview = useOverview();
  return overview.data ? <AddAccountPage overview={overview.data} /> : null;
}

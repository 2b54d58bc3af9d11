import { useSearch } from "@tanstack/react-router";
import { useOverview } from "../../ipc/queries";
import { AddAccountPage } from "./AddAccountPage";

/** The route of the page. `Root` has loaded the overview before. */
export function AddAccountScreen() {
  const overview = useOverview();
  const hints = useSearch({ from: "/add-account" });
  // Another link opens a new form.
  const key = JSON.stringify(hints);
  return overview.data ? <AddAccountPage key={key} overview={overview.data} hints={hints} /> : null;
}

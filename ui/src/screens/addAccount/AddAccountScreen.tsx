import { useSearch } from "@tanstack/react-router";
import { useOverview } from "../../ipc/queries";
import { AddAccountPage } from "./AddAccountPage";

/** The page at its address; the window around it has read what it needs before it is drawn. */
export function AddAccountScreen() {
  const overview = useOverview();
  const hints = useSearch({ from: "/add-account" });
  // Another link to the form begins another form.
  const key = JSON.stringify(hints);
  return overview.data ? <AddAccountPage key={key} overview={overview.data} hints={hints} /> : null;
}

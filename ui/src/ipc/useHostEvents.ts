// Follows the host: it says what changed, and the queries that show it are read again.
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Change } from "./bindings/Change";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";

/** Reads again what the host says has changed. */
export function useHostEvents() {
  const client = useQueryClient();
  const { transport } = useIpc();

  useEffect(() => {
    const listening = transport.listen("changed", (change) => {
      for (const queryKey of queriesShowing(change)) void client.invalidateQueries({ queryKey });
    });
    // Something may have changed between the first reading and the moment that the listener stood.
    void listening.then(() => client.invalidateQueries({ queryKey: keys.overview }));
    return () => void listening.then((stop) => stop());
  }, [client, transport]);
}

/** Returns the keys of the queries that show what changed, and of no others. */
export function queriesShowing(change: Change): readonly QueryKey[] {
  switch (change.kind) {
    case "clouds":
    case "accounts":
      // The list of sources says how many accounts are signed in.
      return [keys.overview, keys.sources, keys.tenantsOfAll];
    case "signIn":
    case "signInEnded":
    case "notices":
      return [keys.overview];
    case "lock":
      // While the app is locked, jobs are counts alone.
      return [keys.overview, keys.jobs];
    case "secretStorage":
      return [keys.overview, keys.secretStore];
    case "requestedWorkspace":
      return [keys.overview, keys.requestedWorkspaces];
    case "service":
      return [keys.service(change.service), keys.token(change.service), keys.allServices];
    case "job":
      return [keys.jobs];
  }
}

// Listens to the host's change events and reads the affected queries again.
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Change } from "./bindings/Change";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";

/** Invalidates the queries that show a change. */
export function useHostEvents() {
  const client = useQueryClient();
  const { transport } = useIpc();

  useEffect(() => {
    const listening = transport.listen("changed", (change) => {
      for (const queryKey of queriesShowing(change)) void client.invalidateQueries({ queryKey });
    });
    // The state may have changed between the first read and the start of the listener.
    void listening.then(() => {
      for (const queryKey of [keys.overview, keys.allServices]) void client.invalidateQueries({ queryKey });
    });
    // The command line can add and remove clouds and accounts; its events do not come here.
    const onFocus = () => void client.invalidateQueries({ queryKey: keys.overview });
    globalThis.addEventListener("focus", onFocus);
    return () => {
      globalThis.removeEventListener("focus", onFocus);
      void listening.then((stop) => stop());
    };
  }, [client, transport]);
}

/** Returns the keys of the queries that show a change, and no others. */
export function queriesShowing(change: Change): readonly QueryKey[] {
  switch (change.kind) {
    case "clouds":
    case "accounts":
      // The list of sources shows the number of signed-in accounts.
      return [keys.overview, keys.sources, keys.tenantsOfAll];
    case "signIn":
    case "signInEnded":
    case "notices":
      return [keys.overview];
    case "lock":
      // While the app is locked, jobs are only counts.
      return [keys.overview, keys.jobs];
    case "secretStorage":
      return [keys.overview, keys.secretStore];
    case "requestedWorkspace":
      return [keys.overview, keys.requestedWorkspaces];
    case "services":
      return [keys.allServices];
    case "service":
      return [keys.service(change.service), keys.token(change.service), keys.allServices];
    case "job":
      return [keys.jobs];
  }
}

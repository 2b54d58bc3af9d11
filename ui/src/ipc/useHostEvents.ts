// The other way round: the host says that something changed, and what showed it is read again.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useIpc } from "./IpcContext";
import { keys } from "./queries";

/** Reads again what the host says has changed. */
export function useHostEvents() {
  const client = useQueryClient();
  const { transport } = useIpc();

  useEffect(() => {
    const stops = [
      transport.listen("app-changed", () => {
        void client.invalidateQueries({ queryKey: keys.overview });
        void client.invalidateQueries({ queryKey: keys.tenantsOfAll });
        void client.invalidateQueries({ queryKey: keys.sources });
      }),
      transport.listen("services-changed", ({ service }) => {
        void client.invalidateQueries({ queryKey: keys.allServices });
        void client.invalidateQueries({
          queryKey: service === null ? keys.allServiceDetails : keys.service(service),
        });
        if (service !== null) void client.invalidateQueries({ queryKey: keys.token(service) });
      }),
    ];
    // Something may have changed between the first reading and the moment that the listener stood.
    void stops[0]?.then(() => client.invalidateQueries({ queryKey: keys.overview }));
    return () => {
      for (const stop of stops) void stop.then((end) => end());
    };
  }, [client, transport]);
}

// Puts answers that were asked for ahead into the cache. A page that needs one that failed asks again.
import type { QueryClient } from "@tanstack/react-query";
import type { AnswersAhead } from "./ahead";
import { keys } from "./queries";
import { applyChanges } from "./services";

export function keepAnswers(client: QueryClient, { settings, app }: AnswersAhead) {
  void client.prefetchQuery({ queryKey: keys.settings, queryFn: () => settings });
  void client.prefetchQuery({
    queryKey: keys.overview,
    queryFn: async () => {
      const { overview, list } = await app;
      // The overview draws the page of this list. By then the list is in the cache, or on its way.
      if (list) {
        const { services, pins } = list;
        const rows = async () => applyChanges(undefined, await services);
        void client.prefetchQuery({ queryKey: keys.services(null), queryFn: rows, structuralSharing: false });
        void client.prefetchQuery({ queryKey: keys.pins, queryFn: () => pins });
      }
      return overview;
    },
  });
}

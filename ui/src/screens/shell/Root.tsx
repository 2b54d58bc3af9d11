import { ErrorPanel } from "../../components/ErrorPanel";
import { useHostEvents, useOverview } from "../../ipc/queries";
import { Shell } from "./Shell";
import { ShellSkeleton } from "./ShellSkeleton";

/** The window: waits for what every page needs, and follows the host's events. */
export function Root() {
  const overview = useOverview();
  useHostEvents();
  if (overview.data) return <Shell overview={overview.data} />;
  if (overview.error)
    return (
      <main>
        <ErrorPanel
          error={overview.error}
          onRetry={() => void overview.refetch()}
          isRetrying={overview.isFetching}
        />
      </main>
    );
  return <ShellSkeleton />;
}

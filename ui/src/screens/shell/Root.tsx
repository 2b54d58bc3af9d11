import { ErrorPanel } from "../../components/ErrorPanel";
import { useOverview } from "../../ipc/queries";
import { useActivity } from "../../ipc/useActivity";
import { useHostEvents } from "../../ipc/useHostEvents";
import { LockScreen } from "../lock/LockScreen";
import { Shell } from "./Shell";
import { ShellSkeleton } from "./ShellSkeleton";

/** The window: waits for what every page needs, and follows the host's events. */
export function Root() {
  const overview = useOverview();
  useHostEvents();
  const { data } = overview;
  useActivity(data !== undefined && data.locked === null);
  if (data?.locked) return <LockScreen overview={data} locked={data.locked} />;
  if (data) return <Shell overview={data} />;
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

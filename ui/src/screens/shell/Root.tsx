import { useFocusFinders } from "@fluentui/react-components";
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
  // Fluent's focus handling ends with its last user. An open menu or dialog hides the page below it from assistive
  // technology; if the lock takes both away, somebody has to be left who shows the page again.
  useFocusFinders();
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

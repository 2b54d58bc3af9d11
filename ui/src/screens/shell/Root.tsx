import { useFocusFinders } from "@fluentui/react-components";
import { ErrorPanel } from "../../components/ErrorPanel";
import { useShortcutKeys } from "../../components/useShortcut";
import { useOverview } from "../../ipc/queries";
import { useActivity } from "../../ipc/useActivity";
import { useHostEvents } from "../../ipc/useHostEvents";
import { LockScreen } from "../lock/LockScreen";
import { Shell } from "./Shell";
import { ShellSkeleton } from "./ShellSkeleton";

/** The root of the window. Loads the overview and listens to the host's events. */
export function Root() {
  const overview = useOverview();
  useHostEvents();
  useShortcutKeys();
  // Fluent's focus handling ends with its last user. An open menu or dialog hides the page from assistive technology. If
  // the lock unmounts both, this instance has to remain to show the page again.
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

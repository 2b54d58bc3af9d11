import { Moment } from "../../components/Moment";
import { PropertyList } from "../../components/PropertyList";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { t } from "../../i18n";
import { useSession } from "../../ipc/queries";

const words = t.lock.timer;

/** A smaller difference of clocks can be network delay. */
const NOTICEABLE_MS = 2000;

/** When the session began, when it locks, and when its token ends. */
export function SessionTimes() {
  const { data, error } = useSession(true);
  // Shows no error, such as after the session has ended: the next action shows it.
  if (!data) return error ? null : <PropertySkeleton what={t.lock.section} rows={4} />;
  const at = (moment: string | null) => moment && <Moment at={moment} />;
  return (
    <PropertyList
      properties={[
        { label: words.signedIn, value: at(data.signedInAt) },
        // A duration, not a time: every activity postpones it.
        { label: words.locks, value: data.lock.afterMinutes && t.lock.minutes(data.lock.afterMinutes) },
        { label: words.renews, value: at(data.tokenRenewsAfter) },
        { label: words.expires, value: at(data.tokenExpiresAt) },
        { label: words.clock, value: data.clockAheadMs === null ? null : clock(data.clockAheadMs) },
      ]}
    />
  );
}

function clock(aheadMs: number): string {
  if (Math.abs(aheadMs) < NOTICEABLE_MS) return words.agrees;
  const seconds = (Math.abs(aheadMs) / 1000).toFixed(0);
  return aheadMs > 0 ? words.ahead(seconds) : words.behind(seconds);
}

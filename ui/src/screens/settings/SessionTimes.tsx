import { Moment } from "../../components/Moment";
import { PropertyList } from "../../components/PropertyList";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { useSession } from "../../ipc/queries";
import { t } from "../../words";
import { lockTime } from "./lockTime";

/** A smaller difference of clocks can be network delay. */
const NOTICEABLE_MS = 2000;

/** When the session began, when it locks, and when its token ends. */
export function SessionTimes() {
  const { data, error } = useSession(true);
  // Shows no error, such as after the session has ended: the next action shows it.
  if (!data) return error ? null : <PropertySkeleton what={t("lock-settings-title")} rows={4} />;
  const at = (moment: string | null) => moment && <Moment at={moment} />;
  return (
    <PropertyList
      properties={[
        { label: t("lock-settings-signed-in"), value: at(data.signedInAt) },
        // A duration, not a time: every activity postpones it.
        {
          label: t("lock-settings-locks-after"),
          value: data.lock.afterMinutes && lockTime(data.lock.afterMinutes),
        },
        { label: t("lock-settings-token-renewed"), value: at(data.tokenRenewsAfter) },
        { label: t("lock-settings-token-expires"), value: at(data.tokenExpiresAt) },
        {
          label: t("lock-settings-clock"),
          value: data.clockAheadMs === null ? null : clock(data.clockAheadMs),
        },
      ]}
    />
  );
}

function clock(aheadMs: number): string {
  if (Math.abs(aheadMs) < NOTICEABLE_MS) return t("lock-settings-clock-right");
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  return aheadMs > 0
    ? t("lock-settings-clock-ahead", { seconds })
    : t("lock-settings-clock-behind", { seconds });
}

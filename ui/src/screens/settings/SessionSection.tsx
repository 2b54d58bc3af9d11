import { Moment } from "../../components/Moment";
import { PropertyList } from "../../components/PropertyList";
import { PropertySkeleton } from "../../components/PropertySkeleton";
import { Section } from "../../components/Section";
import { useSession } from "../../ipc/queries";
import { t } from "../../words";
import { lockTime } from "./lockTime";

/** A smaller difference of clocks can be network delay. */
const NOTICEABLE_MS = 2000;

/** When the session began, when it locks, and when its token ends. */
export function SessionSection() {
  const { data, error } = useSession(true);
  // Shows no error, such as after the session has ended: the next action shows it.
  if (!data) return error ? null : <PropertySkeleton what={t("session-title")} rows={4} />;
  const at = (moment: string | null) => moment && <Moment at={moment} />;
  return (
    <Section title={t("session-title")} testId="session">
      <PropertyList
        properties={[
          { label: t("session-signed-in"), value: at(data.signedInAt) },
          // A duration, not a time: every activity postpones it.
          {
            label: t("session-locks-after"),
            value: data.lock.afterMinutes && lockTime(data.lock.afterMinutes),
          },
          { label: t("session-token-renewed"), value: at(data.tokenRenewsAfter) },
          { label: t("session-token-expires"), value: at(data.tokenExpiresAt) },
          {
            label: t("session-clock"),
            value: data.clockAheadMs === null ? null : clock(data.clockAheadMs),
          },
        ]}
      />
    </Section>
  );
}

function clock(aheadMs: number): string {
  if (Math.abs(aheadMs) < NOTICEABLE_MS) return t("session-clock-right");
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  return aheadMs > 0 ? t("session-clock-ahead", { seconds }) : t("session-clock-behind", { seconds });
}

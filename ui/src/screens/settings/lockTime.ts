import { t } from "../../words";

/** The time without use, in minutes or whole hours. */
export function lockTime(minutes: number): string {
  return minutes >= 60 && minutes % 60 === 0
    ? t("lock-settings-hours", { count: minutes / 60 })
    : t("lock-settings-minutes", { count: minutes });
}

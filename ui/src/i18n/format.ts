// Numbers, times and ids as people read them.

const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const local = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });
const utc = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const day = new Intl.DateTimeFormat("en", { dateStyle: "medium" });

/** "in 42 minutes", "2 minutes ago". */
export function formatRelative(at: string, now: number): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 10) return "just now";
  if (size < 60) return relative.format(seconds, "second");
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  return relative.format(Math.round(seconds / 86_400), "day");
}

/** The exact local time and UTC. */
export function formatExact(at: string): string {
  const date = new Date(at);
  return `${local.format(date)} local time · ${utc.format(date)} UTC`;
}

export function formatDay(at: string): string {
  return day.format(new Date(at));
}

/** `11:52:10`, `4:05`; `0:00` once it has passed. */
export function formatCountdown(untilMs: number, now: number): string {
  const left = Math.max(0, Math.ceil((untilMs - now) / 1000));
  const hours = Math.floor(left / 3600);
  const minutes = Math.floor((left % 3600) / 60);
  const seconds = String(left % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}

/** Whole seconds until then, never negative. */
export function secondsUntil(untilMs: number, now: number): number {
  return Math.max(0, Math.ceil((untilMs - now) / 1000));
}

/** Shortened in the middle, as both ends tell ids apart. */
export function shortenMiddle(text: string, keep = 44): string {
  if (text.length <= keep) return text;
  const half = Math.floor((keep - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

/** The digits of a fingerprint that are enough to tell two keys apart. */
export function shortFingerprint(digits: string): string {
  return `${digits.slice(0, 4)}…`;
}

/** The last segment of an ARM id. */
export function lastSegment(id: string): string {
  return id.split("/").filter(Boolean).at(-1) ?? id;
}

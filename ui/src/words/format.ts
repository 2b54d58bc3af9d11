// Numbers, times, lists and ids as people read them, in the language of the window.
import { t } from ".";
import { languageTag } from "./language";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const numbers = remembered((tag) => new Intl.NumberFormat(tag));
const lists = remembered((tag) => new Intl.ListFormat(tag));

/** Makes a format once for each language, as making one is slow. */
function remembered<Format>(make: (tag: string) => Format): (tag: string) => Format {
  const made = new Map<string, Format>();
  return (tag) => {
    const format = made.get(tag) ?? make(tag);
    made.set(tag, format);
    return format;
  };
}

/** A whole number with its thousands apart: `20,000`. */
export function formatNumber(number: number): string {
  return numbers(languageTag()).format(number);
}

/** Several things in one sentence: `a, b and c`. */
export function formatList(things: readonly string[]): string {
  // Most lists have one thing, and a first format takes longer than the rest of a page.
  return things.length === 1 ? String(things[0]) : lists(listTag()).format(things);
}

/** A duration by its two largest units: `11 h 59 min`. Less than a second is `0 s`. */
export function formatDuration(seconds: number): string {
  const whole = Math.floor(seconds);
  const units: [number, (count: number) => string][] = [
    [Math.floor(whole / DAY), (count) => t("time-days", { count })],
    [Math.floor((whole % DAY) / HOUR), (count) => t("time-hours", { count })],
    [Math.floor((whole % HOUR) / MINUTE), (count) => t("time-minutes", { count })],
    [whole % MINUTE, (count) => t("time-seconds", { count })],
  ];
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return t("time-seconds", { count: 0 });
  const shown = units.slice(first, first + 2).filter(([count]) => count > 0);
  return shown.map(([count, text]) => text(count)).join(" ");
}

/** Nearer than this is now, as clocks of pages tick that seldom. In seconds. */
const NOW = 10;

/** A time as seen from now: `in 11 h 59 min (21:27)`. The clock has the date if it is another day. */
export function formatRelative(at: string, now: number): string {
  const seconds = Math.trunc((Date.parse(at) - now) / 1000);
  const duration = formatDuration(Math.abs(seconds));
  const clock = formatClock(new Date(at), new Date(now));
  if (Math.abs(seconds) < NOW) return t("time-now", { clock });
  return seconds < 0 ? t("time-earlier", { duration, clock }) : t("time-later", { duration, clock });
}

/** The local time as `21:27`, with the date if it is not today's. */
export function formatClock(at: Date, now: Date): string {
  const isToday = at.toDateString() === now.toDateString();
  const options: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return at.toLocaleString(languageTag(), isToday ? options : { ...options, day: "numeric", month: "short" });
}

/** The exact local time and UTC. */
export function formatExact(at: string): string {
  const date = new Date(at);
  const text = (options?: Intl.DateTimeFormatOptions) =>
    date.toLocaleString(languageTag(), { dateStyle: "medium", timeStyle: "medium", ...options });
  return t("moment-exact", { local: text(), utc: text({ timeZone: "UTC" }) });
}

/** The day, without a time. */
export function formatDay(at: string): string {
  return new Date(at).toLocaleDateString(languageTag(), { dateStyle: "medium" });
}

/** `11:52:10`, `4:05`; `0:00` once it has passed. */
export function formatCountdown(untilMs: number, now: number): string {
  const left = secondsUntil(untilMs, now);
  const hours = Math.floor(left / HOUR);
  const minutes = Math.floor((left % HOUR) / MINUTE);
  const seconds = String(left % MINUTE).padStart(2, "0");
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

/** British English has no comma before "and", like the texts. */
function listTag(): string {
  return languageTag() === "en" ? "en-GB" : languageTag();
}

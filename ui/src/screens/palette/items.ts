// What the palette finds. Each thing says what it is, how it is named and what happens when it is chosen.
import type { ShortcutId } from "../../components/shortcuts";
import { type Findable, type IndexedName, indexName } from "./ranking";

export type PaletteKind = "service" | "workspace" | "account" | "principal" | "page" | "command";

export interface PaletteItem extends Findable {
  id: string;
  kind: PaletteKind;
  title: string;
  /** Where it is, or what else distinguishes it. */
  detail?: string | undefined;
  isPinned?: boolean;
  /** Its keys, if it has some. */
  shortcut?: ShortcutId;
  onUse: () => void;
}

/** Before anything is typed: pins first, then what was opened last, then pages and commands. */
export const weights = { pinned: 1, recent: 0.8, page: 0.06, command: 0.03, none: 0 } as const;

/** How much less each earlier opening counts. */
const RECENT_STEP = 0.02;

export function weightOf(handle: string, pinned: ReadonlySet<string>, recent: readonly string[]): number {
  if (pinned.has(handle)) return weights.pinned;
  const at = recent.indexOf(handle);
  return at < 0 ? weights.none : Math.max(2 * weights.page, weights.recent - at * RECENT_STEP);
}

/** The prepared names of rows. A row that did not change is not prepared again. */
const prepared = new WeakMap<object, { name: IndexedName; context: readonly IndexedName[] }>();

export function namesOf(row: object, name: string, ...context: string[]) {
  const known = prepared.get(row);
  if (known) return known;
  const names = { name: indexName(name), context: context.map(indexName) };
  prepared.set(row, names);
  return names;
}

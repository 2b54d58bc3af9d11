// Every key of the window, written once. The keys, the help and the tooltips are made from this list.
import type { PlainMessageId } from "../words";

interface Chord {
  /** As `KeyboardEvent.key` names it; letters in lower case. */
  key: string;
  /** Ctrl, or Command on macOS. */
  mod?: true;
  shift?: true;
  alt?: true;
  /** The same key without Shift, which the help does not repeat. */
  isQuiet?: true;
  /** Leaves it out on other systems. */
  on?: "mac" | "other";
}

interface Shortcut {
  group: ShortcutGroup;
  text: PlainMessageId;
  /** The first one is shown in tooltips. One without a modifier can be switched off, unless it types nothing. */
  chords: readonly Chord[];
  /** Acts also while a dialog or menu is open. */
  isEverywhere?: true;
  /** The webview never hears it: it would load the page again. */
  isTaken?: true;
  /** Acts again while it is held. */
  repeats?: true;
}

/** The groups of the help, in its order. */
export const shortcutGroups = {
  anywhere: "keyboard-anywhere",
  service: "keyboard-service",
  lists: "keyboard-lists",
} as const satisfies Record<string, PlainMessageId>;

export type ShortcutGroup = keyof typeof shortcutGroups;

const table = {
  palette: { group: "anywhere", text: "keyboard-palette", chords: [{ key: "k", mod: true }], isTaken: true },
  help: { group: "anywhere", text: "keyboard-help", chords: [{ key: "F1" }, { key: "?" }] },
  filter: { group: "anywhere", text: "keyboard-filter", chords: [{ key: "f", mod: true }, { key: "/" }] },
  refresh: {
    group: "anywhere",
    text: "keyboard-refresh",
    chords: [{ key: "r", mod: true }, { key: "F5" }],
    isTaken: true,
  },
  leave: { group: "anywhere", text: "keyboard-leave", chords: [{ key: "Escape" }] },
  back: {
    group: "anywhere",
    text: "keyboard-back",
    chords: [
      { key: "ArrowLeft", alt: true, on: "other" },
      { key: "[", mod: true, on: "mac" },
    ],
  },
  forward: {
    group: "anywhere",
    text: "keyboard-forward",
    chords: [
      { key: "ArrowRight", alt: true, on: "other" },
      { key: "]", mod: true, on: "mac" },
    ],
  },
  larger: {
    group: "anywhere",
    text: "keyboard-larger",
    chords: [
      { key: "+", mod: true },
      { key: "=", mod: true, isQuiet: true },
    ],
    isEverywhere: true,
    isTaken: true,
    repeats: true,
  },
  smaller: {
    group: "anywhere",
    text: "keyboard-smaller",
    chords: [{ key: "-", mod: true }],
    isEverywhere: true,
    isTaken: true,
    repeats: true,
  },
  usualSize: {
    group: "anywhere",
    text: "keyboard-usual-size",
    chords: [{ key: "0", mod: true }],
    isEverywhere: true,
    isTaken: true,
  },
  lock: {
    group: "anywhere",
    text: "keyboard-lock",
    chords: [{ key: "l", mod: true }],
    isEverywhere: true,
    isTaken: true,
  },
  copy: { group: "service", text: "keyboard-copy", chords: [{ key: "c", mod: true, shift: true }] },
  reveal: { group: "service", text: "keyboard-reveal", chords: [{ key: "s", mod: true, shift: true }] },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof table;

export const shortcuts: Record<ShortcutId, Shortcut> = table;

export const shortcutIds = Object.keys(table) as ShortcutId[];

/** The keys of a list, which handles them itself: caps, and what they do. */
export const listKeys = [
  { caps: ["A–Z"], text: "keyboard-type-ahead" },
  { caps: ["↑", "↓"], text: "keyboard-move" },
  { caps: ["Home", "End"], text: "keyboard-ends" },
  { caps: ["Enter"], text: "keyboard-open" },
  { caps: ["←", "→"], text: "keyboard-fold" },
] as const satisfies readonly { caps: readonly string[]; text: PlainMessageId }[];

export const isMac = navigator.userAgent.includes("Mac");

/** The chords of this system. Without single keys, those that type a character are left out. */
export function chordsOf(id: ShortcutId, hasSingleKeys: boolean): Chord[] {
  return shortcuts[id].chords.filter(
    (chord) => chord.on !== (isMac ? "other" : "mac") && (hasSingleKeys || !isSingleKey(chord)),
  );
}

/** Whether it types a character, so that somebody can press it by accident. */
export function isSingleKey({ key, mod, alt }: Chord): boolean {
  return key.length === 1 && !mod && !alt;
}

export function isPressed(chord: Chord, event: KeyboardEvent): boolean {
  const { mod = false, alt = false, shift = false } = chord;
  const key = keyOf(event);
  const isLetter = /^[a-z]$/.test(chord.key);
  const hasMod = isMac ? event.metaKey : event.ctrlKey;
  const hasOther = isMac ? event.ctrlKey : event.metaKey;
  if (key !== chord.key || hasMod !== mod || event.altKey !== alt || hasOther) return false;
  // Whether a sign needs Shift depends on the layout.
  return isLetter || chord.key.length > 1 ? event.shiftKey === shift : true;
}

/** The key in lower case. On a layout without Latin letters, the letter at its place. */
function keyOf({ key, code }: KeyboardEvent): string {
  const isOtherScript = key.length === 1 && key > "\u007f";
  return isOtherScript && code.startsWith("Key") ? code.slice(3).toLowerCase() : lower(key);
}

function lower(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key;
}

/** The caps to press together: `Ctrl`, `Shift`, `C`. */
export function capsOf({ key, mod, shift, alt }: Chord): string[] {
  const caps = [
    mod && (isMac ? "⌘" : "Ctrl"),
    alt && (isMac ? "⌥" : "Alt"),
    shift && (isMac ? "⇧" : "Shift"),
  ];
  return [...caps.filter((cap) => typeof cap === "string"), names[key] ?? key.toUpperCase()];
}

const names: Record<string, string> = { Escape: "Esc", ArrowLeft: "←", ArrowRight: "→", "-": "−" };

/** The same for assistive technology, by the names of `aria-keyshortcuts`. */
export function ariaKeys(id: ShortcutId): string {
  const spelt = chordsOf(id, false).map(({ key, mod, shift, alt }) =>
    [mod && (isMac ? "Meta" : "Control"), alt && "Alt", shift && "Shift", key === "+" ? "Plus" : lower(key)]
      .filter((part) => typeof part === "string")
      .join("+"),
  );
  return spelt.join(" ");
}

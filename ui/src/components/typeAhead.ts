// Type-ahead of a list: letters typed in a list name the row to go to.

/** Letters further apart than this begin a new text. */
const PAUSE_MS = 1000;

export interface Typed {
  text: string;
  atMs: number;
}

/** The typed text after one more key, or null if the key is no letter. A space only continues a text. */
export function addKey(event: KeyboardEvent, before: Typed | null): Typed | null {
  const { key, timeStamp: atMs } = event;
  if (isChord(event) || event.isComposing || !/^[\p{L}\p{M}\p{N}._() -]$/u.test(key)) return null;
  const text = before !== null && atMs - before.atMs < PAUSE_MS ? before.text : "";
  return key === " " && text === "" ? null : { text: text + key, atMs };
}

/** Whether a modifier makes the key a command. AltGr does not: it types a character. */
export function isChord(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState("AltGraph");
}

/**
 * The index that the typed text means: from `from` on, a name that starts with it, or else one with a word that does. The
 * same letter again and again goes on to the next name.
 */
export function findTyped(names: (string | null)[], from: number, typed: string): number | null {
  const wanted = typed.toLowerCase();
  const letter = wanted.slice(0, 1);
  const isOneLetter = wanted === letter.repeat(wanted.length);
  const start = isOneLetter ? from + 1 : from;
  const order = names.map((_, step) => (start + step) % names.length);
  const lower = (index: number) => names[index]?.toLowerCase() ?? "";
  return (
    order.find((index) => lower(index).startsWith(wanted)) ??
    order.find((index) => isOneLetter && lower(index).startsWith(letter)) ??
    order.find((index) => hasWord(lower(index), wanted)) ??
    null
  );
}

function hasWord(name: string, start: string): boolean {
  return name.split(/[^\p{L}\p{M}\p{N}]+/u).some((word, index) => index > 0 && word.startsWith(start));
}

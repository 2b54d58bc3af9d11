// How well a name fits what somebody has typed, and which of many names fit best. Pure.
//
// The way of fitting counts first: the beginning of the name, then a word of it, the beginnings of several words ("qp" for
// "quote-price"), a part of it, and last its letters in order. Among names that fit in the same way, those that the person
// used come first, then those of which more was typed.

/** A name that is prepared for many comparisons. */
export interface IndexedName {
  /** Without accents, in lower case. */
  text: string;
  words: readonly Word[];
  /** Which letters and digits it has, a bit each: most names can be left out by it. */
  letters: number;
}

interface Word {
  at: number;
  text: string;
  /** A number without the zeros before it. */
  bare: string;
}

/** Something to find. */
export interface Findable {
  name: IndexedName;
  /** What else says which one is meant, such as the workspace of a service. */
  context: readonly IndexedName[];
  /** From 0 to 1, how likely it is meant before anything is typed. */
  weight: number;
}

/** Capitals and digits begin words too: "ChurnScore2". */
const WORD = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\p{N}+/gu;

export function indexName(name: string): IndexedName {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "");
  const words = [...plain.matchAll(WORD)].map(({ index, 0: word }) => {
    const text = word.toLowerCase();
    return { at: index, text, bare: text.replace(/^0+(?=\d)/, "") };
  });
  const text = plain.toLowerCase();
  return { text, words, letters: lettersOf(text) };
}

const LETTERS_BEFORE_DIGITS = 26;

function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 97 && code <= 122) letters |= 1 << (code - 97);
    else if (code >= 48 && code <= 57) letters |= 1 << (LETTERS_BEFORE_DIGITS + ((code - 48) % 6));
  }
  return letters;
}

/** A part of what was typed. */
interface Term {
  text: string;
  /** Without spaces and signs. */
  plain: string;
  letters: number;
}

/** All that was typed, and its words. */
interface Query {
  whole: Term;
  terms: readonly Term[];
}

function queryOf(typed: string): Query {
  const texts = indexName(typed).text.split(/\s+/).filter(Boolean);
  return { whole: termOf(texts.join(" ")), terms: texts.length > 1 ? texts.map(termOf) : [] };
}

function termOf(text: string): Term {
  return { text, plain: text.replace(/[^\p{L}\p{N}]/gu, ""), letters: lettersOf(text) };
}

/** Ways of fitting, the best first. Within one way, less than `STEP` is left for the rest. */
const STEP = 1000;
const EXACT = 7 * STEP;
const BEGINNING = 6 * STEP;
const WHOLE_WORD = 5 * STEP;
const WORD_START = 4 * STEP;
const WORD_STARTS = 3 * STEP;
const PART = 2 * STEP;
const LETTERS = STEP;

/** A search by letters in order is noise with fewer. */
const LEAST_LETTERS = 3;
const NO_FIT = 0;
const WEIGHT = 450;
const COVERAGE = 400;
const PER_SKIPPED_WORD = 25;

/** How well a name fits one term; 0 if it does not. */
function fitOf({ text, words, letters }: IndexedName, { text: term, ...what }: Term): number {
  if (term === "" || (what.letters & ~letters) !== 0) return NO_FIT;
  const coverage = Math.round((COVERAGE * Math.min(term.length, text.length)) / Math.max(1, text.length));
  if (text === term) return EXACT + coverage;
  const at = text.indexOf(term);
  if (at === 0) return BEGINNING + coverage;
  if (words.some((word) => word.text === term || word.bare === term)) return WHOLE_WORD + coverage;
  if (words.some((word) => text.startsWith(term, word.at) || word.bare.startsWith(term)))
    return WORD_START + coverage;
  const skipped = fewestSkipped(words, what.plain);
  if (skipped !== null) return WORD_STARTS + Math.max(0, coverage + 100 - skipped * PER_SKIPPED_WORD);
  if (at > 0) return PART + coverage;
  return term.length >= LEAST_LETTERS && hasInOrder(text, words, what.plain) ? LETTERS + coverage : NO_FIT;
}

/** How many words are left out if a term is made of beginnings of words, in their order; null if it is not. */
function fewestSkipped(words: readonly Word[], term: string): number | null {
  const from = (at: number, first: number): number | null => {
    if (at === term.length) return 0;
    let best: number | null = null;
    for (let index = first; index < words.length; index++) {
      const word = words[index] as Word;
      const longest = Math.max(commonLength(word.text, term, at), commonLength(word.bare, term, at));
      for (let length = longest; length > 0; length--) {
        const rest = from(at + length, index + 1);
        if (rest === null) continue;
        const skipped = rest + index - first;
        if (best === null || skipped < best) best = skipped;
      }
      if (best === 0) return best;
    }
    return best;
  };
  return term === "" ? null : from(0, 0);
}

function commonLength(word: string, term: string, at: number): number {
  let length = 0;
  while (length < word.length && at + length < term.length && word[length] === term[at + length]) length++;
  return length;
}

/** Whether all letters come in their order, the first one at the beginning of a word. */
function hasInOrder(text: string, words: readonly Word[], letters: string): boolean {
  const [first, ...rest] = letters;
  return words.some((word) => {
    if (first === undefined || !word.text.startsWith(first)) return false;
    let at = word.at + first.length;
    return rest.every((letter) => {
      at = text.indexOf(letter, at) + letter.length;
      return at >= letter.length;
    });
  });
}

/** How well a thing fits what was typed; 0 if it does not. */
function score({ name, context, weight }: Findable, { whole, terms }: Query): number {
  const best = Math.max(fitOf(name, whole), byTerms(name, context, terms.length > 0 ? terms : [whole]));
  return best === NO_FIT ? NO_FIT : best + Math.round(WEIGHT * weight);
}

/** Every term has to fit the name or what else is known. The worst one decides; one of the context counts little. */
function byTerms(name: IndexedName, context: readonly IndexedName[], terms: readonly Term[]): number {
  let worst = EXACT;
  for (const term of terms) {
    let best = fitOf(name, term);
    for (const other of best > PART ? [] : context) {
      const found = fitOf(other, term);
      // Letters in order are too little to name something else.
      if (found >= PART) best = Math.max(best, Math.round(found / 10));
    }
    if (best === NO_FIT) return NO_FIT;
    worst = Math.min(worst, best);
  }
  return worst;
}

/** The best fitting things, the best first; at most `limit`. Of equal ones the earlier and shorter comes first. */
export function rank<Thing extends Findable>(
  things: readonly Thing[],
  typed: string,
  limit: number,
): Thing[] {
  const query = queryOf(typed);
  if (query.whole.text === "")
    return things
      .filter(({ weight }) => weight > 0)
      .toSorted((one, other) => other.weight - one.weight)
      .slice(0, limit);
  return things
    .map((thing) => ({ thing, score: score(thing, query) }))
    .filter((each) => each.score > NO_FIT)
    .sort(
      (one, other) => other.score - one.score || one.thing.name.text.length - other.thing.name.text.length,
    )
    .slice(0, limit)
    .map(({ thing }) => thing);
}

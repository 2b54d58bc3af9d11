// The language that the window speaks. One is loaded at a time.

import { languages } from "virtual:words";
import { FluentBundle } from "@fluent/bundle";

declare global {
  interface Window {
    /** The language at the start, as the shell knows it: a tag (BCP 47), or `pseudo`. */
    latchkeyLanguage?: string;
  }
}

/** English, accented and 40 % longer, in debug builds. */
const PSEUDO = "pseudo";
const hasPseudo = import.meta.env.MODE !== "production";
const SOURCE_LANGUAGE = "en";

let loaded: { name: string; bundle: FluentBundle } | undefined;
const listeners = new Set<() => void>();

/** Loads the texts of a language and shows everything in it. A language that there is not becomes English. */
export async function loadLanguage(name: string = window.latchkeyLanguage ?? SOURCE_LANGUAGE): Promise<void> {
  if (loaded?.name === name) return;
  const tag = Object.hasOwn(languages, name) ? name : SOURCE_LANGUAGE;
  const load = languages[tag];
  if (!load) throw new Error(`there are no texts in ${tag}`);
  const transform = hasPseudo && name === PSEUDO ? (await import("./pseudo")).accented : undefined;
  const bundle = new FluentBundle(tag, { useIsolating: false, ...(transform && { transform }) });
  const errors = bundle.addResource((await load()).default);
  if (errors.length > 0) throw errors[0];
  loaded = { name, bundle };
  document.documentElement.lang = tag;
  for (const listener of listeners) listener();
}

/** The messages of the language. */
export function bundle(): FluentBundle {
  if (!loaded) throw new Error("no language is loaded yet: call t() when something is shown");
  return loaded.bundle;
}

/** The language: a tag, or `pseudo`. */
export function languageName(): string {
  return loaded?.name ?? SOURCE_LANGUAGE;
}

/** The tag for `Intl`. */
export function languageTag(): string {
  return loaded?.bundle.locales[0] ?? SOURCE_LANGUAGE;
}

/** Calls back after another language was loaded. Returns how to stop. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

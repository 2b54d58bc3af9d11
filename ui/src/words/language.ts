// The language that the window speaks. One is loaded at a time.

import { languages } from "virtual:words";
import { FluentBundle } from "@fluent/bundle";

declare global {
  interface Window {
    /** The language at the start, as the shell knows it: a tag (BCP 47), or `pseudo`. */
    latchkeyLanguage?: string;
    /** What to show if no language can be loaded, in the language at the start. */
    latchkeyNoTexts?: string;
  }
}

/** English, accented and 40 % longer, in debug builds. */
const PSEUDO = "pseudo";
const hasPseudo = import.meta.env.MODE !== "production";
const SOURCE_LANGUAGE = "en";

let loaded: { name: string; bundle: FluentBundle } | undefined;
let latest: { name: string; loading: Promise<void> } | undefined;
const listeners = new Set<() => void>();

/**
 * Loads the texts of a language and shows everything in it. A language that there is not becomes English. Of several
 * choices the last one is shown.
 */
export function loadLanguage(name: string = window.latchkeyLanguage ?? SOURCE_LANGUAGE): Promise<void> {
  if (latest?.name !== name) latest = { name, loading: load(name) };
  return latest.loading;
}

async function load(name: string): Promise<void> {
  try {
    const bundle = await read(name);
    if (latest?.name === name) show(name, bundle);
  } catch (reason) {
    // The next choice of it tries again.
    if (latest?.name === name) latest = undefined;
    throw reason;
  }
}

async function read(name: string): Promise<FluentBundle> {
  const tag = Object.hasOwn(languages, name) ? name : SOURCE_LANGUAGE;
  const texts = languages[tag];
  if (!texts) throw new Error(`there are no texts in ${tag}`);
  const transform = hasPseudo && name === PSEUDO ? (await import("./pseudo")).accented : undefined;
  const bundle = new FluentBundle(tag, { useIsolating: false, ...(transform && { transform }) });
  const errors = bundle.addResource((await texts()).default);
  if (errors.length > 0) throw errors[0];
  return bundle;
}

function show(name: string, bundle: FluentBundle): void {
  loaded = { name, bundle };
  document.documentElement.lang = languageTag();
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

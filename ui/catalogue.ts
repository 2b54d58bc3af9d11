// Lets Vite read the catalogue of texts: one module for each language, which the window loads when it needs it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const folder = join(import.meta.dirname, "../crates/words/locales");
/** The folders whose texts the window shows. */
const audiences = ["shared", "window"];
const list = "virtual:words";
const prefix = `${list}/`;

/**
 * `virtual:words` has a function for each language that loads its texts. `virtual:words/en` is the texts of one language,
 * without comments.
 */
export function words(): Plugin {
  return {
    name: "words",
    resolveId: (id) => (id === list || id.startsWith(prefix) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${list}`) {
        const entries = visible(folder).map((tag) => `"${tag}": () => import("${prefix}${tag}")`);
        return `export const languages = { ${entries.join(", ")} };`;
      }
      if (!id.startsWith(`\0${prefix}`)) return null;
      const files = filesOf(id.slice(prefix.length + 1));
      for (const file of files) this.addWatchFile(file);
      const text = files.map((file) => withoutComments(readFileSync(file, "utf8"))).join("\n");
      return `export default ${JSON.stringify(text)};`;
    },
  };
}

function filesOf(tag: string): string[] {
  return audiences.flatMap((audience) =>
    visible(join(folder, tag, audience)).map((file) => join(folder, tag, audience, file)),
  );
}

function withoutComments(text: string): string {
  return text.replaceAll(/^#.*\n/gm, "").replaceAll(/\n{2,}/g, "\n");
}

/** What a folder holds, without hidden files. */
function visible(path: string): string[] {
  return readdirSync(path).filter((name) => !name.startsWith("."));
}

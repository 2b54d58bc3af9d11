// Lets Vite read the catalogue of texts: one module for each language, which the window loads when it needs it.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FluentResource } from "@fluent/bundle";
import type { Plugin } from "vite";

const folder = join(import.meta.dirname, "../crates/words/locales");
/** The folders whose texts the window shows. */
const audiences = ["shared", "window"];
const list = "virtual:words";
const prefix = `${list}/`;

/**
 * `virtual:words` has a function for each language that loads its texts. `virtual:words/en` is the texts of one language,
 * parsed: the window would need longer for that than for loading them.
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
      const text = files.map((file) => readFileSync(file, "utf8")).join("\n");
      const resource = JSON.stringify(new FluentResource(text));
      return `export default JSON.parse(${JSON.stringify(resource)});`;
    },
  };
}

function filesOf(tag: string): string[] {
  return audiences.flatMap((audience) =>
    visible(join(folder, tag, audience)).map((file) => join(folder, tag, audience, file)),
  );
}

/** What a folder holds, without hidden files. */
function visible(path: string): string[] {
  return readdirSync(path).filter((name) => !name.startsWith("."));
}

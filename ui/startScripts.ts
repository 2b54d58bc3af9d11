// How the scripts of the page are cut into files, and in which order the page loads them.
import type { Plugin } from "vite";

/**
 * Everything arrives from the same binary, so one file loads faster than many: one with what the first script needs, one with
 * what the window and its first page need. What remains is loaded when a screen is opened.
 */
export const startGroups = [
  { name: "start", test: /\/src\/start\.ts$/, priority: 2 },
  { name: "window", test: /\/src\/main\.tsx$/, priority: 1 },
];

/** Lets the page fetch the script of the window and the texts while the first script runs. */
export function preloadWindow(): Plugin {
  return {
    name: "preload-window",
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle }) {
        const files = Object.values(bundle ?? {}).flatMap((file) => {
          const isWanted = file.type === "chunk" && (file.name === "window" || file.name === "en");
          return isWanted ? [file.fileName] : [];
        });
        const tags = files.map((file) => ({
          tag: "link",
          attrs: { rel: "modulepreload", crossorigin: true, href: `./${file}` },
          injectTo: "head" as const,
        }));
        return { html, tags };
      },
    },
  };
}

// The typefaces of the window.

/** Whether the bundled typeface is the first choice. */
const isBundledFirst = navigator.userAgent.includes("Linux");

/**
 * On Linux, Fontconfig looks through every font of the machine for each name that it does not have, again for each size and
 * weight. A page waits for that longer than for all its scripts. So no name stands there that it would look for.
 */
export const fonts = isBundledFirst
  ? { fontFamilyBase: "'Inter Latchkey', sans-serif", fontFamilyMonospace: "monospace" }
  : {
      fontFamilyBase:
        "'Segoe UI Variable Text', 'Segoe UI', -apple-system, BlinkMacSystemFont, 'Inter Latchkey', sans-serif",
      fontFamilyMonospace: "'Cascadia Mono', Consolas, 'SF Mono', Menlo, monospace",
    };

/** Loads the bundled typeface before a text needs it. */
export function loadFonts() {
  if (isBundledFirst) void document.fonts.load("14px 'Inter Latchkey'");
}

// The first script of the page. It is small, and asks the host for what the first page shows before the rest runs.
import { askAhead, untilAnswered } from "./ipc/ahead";
import { hostTransport } from "./ipc/transport";
import { loadFonts } from "./styles/fonts";
import { loadLanguage } from "./words/language";

/** How long the window waits to be drawn with its content. Then it is drawn without. */
const PATIENCE_MS = 100;

// A function, as the script of the window imports modules of this file: it must not wait for the file's end.
async function start() {
  performance.mark("script");
  const answers = askAhead(hostTransport, window.location.hash);
  loadFonts();
  // While the script of the window runs, no answer arrives: the page has one thread.
  await Promise.all([loadLanguage(), untilAnswered(answers, PATIENCE_MS)]);
  performance.mark("answers");
  const { showWindow } = await import("./main");
  performance.mark("window");
  showWindow(answers);
}

start().catch((reason: unknown) => {
  // The only text that is not in a file of texts: the shell gives it.
  const root = document.getElementById("root");
  if (root) root.textContent = window.latchkeyNoTexts ?? String(reason);
  throw reason;
});

// Parts of the window that jsdom lacks: a size, media queries and observers.
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";
import { loadLanguage } from "../src/words/language";

await loadLanguage();

Object.defineProperties(HTMLElement.prototype, {
  offsetWidth: { configurable: true, get: () => 1200 },
  offsetHeight: {
    configurable: true,
    get(this: HTMLElement) {
      return this.dataset.index === undefined ? 800 : 44;
    },
  },
  clientWidth: { configurable: true, get: () => 1200 },
  clientHeight: { configurable: true, get: () => 800 },
  // An element without such a parent counts as invisible, so focus never moves into a dialog. After a quarter of a second
  // queries by role would no longer find the dialog.
  offsetParent: {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement;
    },
  },
});
document.body.getBoundingClientRect = () => new DOMRect(0, 0, 1200, 800);

class SilentObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal("ResizeObserver", SilentObserver);
vi.stubGlobal("IntersectionObserver", SilentObserver);
vi.stubGlobal("scrollTo", () => undefined);
HTMLElement.prototype.scrollTo = () => undefined;
HTMLElement.prototype.scrollIntoView = () => undefined;

window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

// Each test renders the whole window, which is slow on a slow machine.
configure({ asyncUtilTimeout: 8000 });
afterEach(() => cleanup());

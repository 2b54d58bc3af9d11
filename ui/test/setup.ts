// What jsdom lacks and the window has: a size, media queries and observers.
import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

Object.defineProperties(HTMLElement.prototype, {
  offsetWidth: { configurable: true, get: () => 1200 },
  offsetHeight: { configurable: true, get: () => 800 },
  clientWidth: { configurable: true, get: () => 1200 },
  clientHeight: { configurable: true, get: () => 800 },
  // What has no such parent counts as invisible, and focus then never moves into a dialog: after a quarter of a second
  // the dialog would be hidden from whoever asks for roles.
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

// The whole window is drawn each time, which takes a slow machine a while.
configure({ asyncUtilTimeout: 8000 });
afterEach(() => cleanup());

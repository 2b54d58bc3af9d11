import axe from "axe-core";
import { expect } from "vitest";

/** Holds what is on the page to axe's rules; colours are left to the real window, as jsdom paints none. */
export async function expectNoViolations() {
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
  );
  expect(told).toEqual([]);
}

import axe from "axe-core";
import { expect } from "vitest";

/** Checks the page by axe's rules, except colours: jsdom paints none, so the real window checks them. */
export async function expectNoViolations() {
  const { violations } = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
  );
  expect(told).toEqual([]);
}

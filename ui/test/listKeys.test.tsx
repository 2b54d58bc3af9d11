// The keys of a list: type-ahead, one tab stop, and the way in from the filter.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { findTyped } from "../src/components/typeAhead";
import { renderApp, workspacePath } from "./renderApp";

const row = (name: string) => screen.getByRole("row", { name: new RegExp(`^${name}`) });

it("goes to the row that is typed, from a row and from the page", async () => {
  const user = userEvent.setup();
  const { host } = renderApp(workspacePath("services"));
  await screen.findByRole("row", { name: /recommend/ });
  expect(screen.getByRole("heading", { name: "churn-prod" })).toHaveFocus();
  // The letters after the first one come from a row.
  await user.keyboard("edge-scoring-");
  expect(row("edge-scoring-token")).toHaveFocus();
  expect(host.callsOf("lock_app")).toEqual([]);
});

it("takes no letters from a field", async () => {
  const user = userEvent.setup();
  renderApp(workspacePath("services"));
  await screen.findByRole("row", { name: /recommend/ });
  await user.click(screen.getByRole("searchbox"));
  await user.keyboard("o");
  expect(screen.getByRole("searchbox")).toHaveFocus();
});

it("is one tab stop; left and right reach the buttons of a row, Escape leaves them", async () => {
  const user = userEvent.setup();
  const { router } = renderApp("/workspaces");
  const refused = await screen.findByRole("row", { name: /vision/ });
  const why = screen.getByRole("button", { name: "Why can’t I see my role on vision?" });
  await waitFor(() => expect(why.tabIndex).toBe(-1));
  refused.focus();
  await user.keyboard("{ArrowRight}");
  expect(why).toHaveFocus();
  await user.keyboard("{ArrowLeft}");
  expect(refused).toHaveFocus();
  await user.keyboard("{ArrowRight}{Escape}");
  expect(refused).toHaveFocus();
  expect(router.state.location.pathname).toBe("/workspaces");
  await user.tab();
  expect(document.activeElement?.closest("[role=treegrid]")).toBeNull();
});

it("goes from the filter to the first row, wherever the list was", async () => {
  const user = userEvent.setup();
  renderApp("/workspaces");
  const far = await screen.findByRole("row", { name: /vision/ });
  far.focus();
  await user.click(screen.getByRole("searchbox"));
  await user.keyboard("{ArrowDown}");
  const rows = screen.getAllByRole("row").filter((each) => !each.hasAttribute("aria-expanded"));
  expect(rows[1]).toHaveFocus();
});

it("starts at the top again when the filter changes", async () => {
  const user = userEvent.setup();
  renderApp(workspacePath("services"));
  const grid = await screen.findByRole("grid");
  grid.scrollTop = 300;
  expect(grid.scrollTop).toBe(300);
  await user.type(screen.getByRole("searchbox"), "c");
  await waitFor(() => expect(grid.scrollTop).toBe(0));
});

it.each([
  ["c", 0, 1],
  ["cc", 1, 2],
  ["ccc", 3, 1],
  ["churn-s", 0, 3],
  ["score", 0, 3],
  ["AB", 0, 0],
  ["x", 0, null],
])("finds %s from %i", (typed, from, expected) => {
  expect(findTyped(["ab", "churn-aci", "churn-aks", "churn-score"], from, typed)).toBe(expected);
});

it("skips lines without a name", () => {
  expect(findTyped([null, null], 0, "a")).toBeNull();
  expect(findTyped([], 0, "a")).toBeNull();
});

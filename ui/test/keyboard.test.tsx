// Everything can be reached and done without a mouse.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { secretKey } from "./data";
import { demoHost, handleOf } from "./demoHost";
import { renderApp, servicePath, workspacePath } from "./renderApp";
import { missing, service, serviceDetails } from "./services";

it("goes through the window in the order in which it is read", async () => {
  renderApp("/workspaces");
  await screen.findByRole("row", { name: /churn-prod/ });
  const stops = [...document.querySelectorAll<HTMLElement>("a[href], button, input, [tabindex]")].filter(
    (stop) => stop.tabIndex >= 0 && !stop.hidden && stop.getAttribute("aria-hidden") !== "true",
  );
  expect(stops.every(({ tabIndex }) => tabIndex === 0)).toBe(true);
  expect(stops.map((stop) => stop.getAttribute("aria-label") ?? (stop.textContent || stop.id))).toEqual([
    "Skip to content",
    "Account: ada@contoso.example",
    "Theme",
    "Keyboard shortcuts",
    "Workspaces",
    "Accounts",
    "Settings",
    "About",
    "Open config.json",
    "Filter workspaces",
    expect.stringContaining("switch"),
    "Refresh",
    "Development2",
  ]);
});

it("filters with /, goes into the list with the arrow, opens with Enter and comes back with Escape", async () => {
  const user = userEvent.setup();
  const { router } = renderApp("/workspaces");
  await screen.findByRole("row", { name: /vision/ });
  await user.keyboard("/");
  expect(screen.getByRole("searchbox", { name: "Filter workspaces" })).toHaveFocus();
  await user.keyboard("churn-prod");
  await waitFor(() => expect(screen.queryByRole("row", { name: /vision/ })).toBeNull());
  await user.keyboard("{ArrowDown}");
  expect(screen.getByRole("row", { name: /churn-prod/ })).toHaveFocus();
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("row", { name: /churn-score-canary/ })).toBeVisible();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/workspaces"));
});

it("folds and unfolds a group", async () => {
  const user = userEvent.setup();
  renderApp("/workspaces");
  const head = await screen.findByRole("row", { name: /Development/ });
  head.focus();
  await user.keyboard("{ArrowLeft}");
  expect(screen.queryByRole("row", { name: /playground/ })).toBeNull();
  await user.keyboard("{ArrowRight}");
  expect(screen.getByRole("row", { name: /playground/ })).toBeVisible();
});

it("empties the filter with Escape before it leaves it", async () => {
  const user = userEvent.setup();
  const { router } = renderApp(workspacePath("services"));
  await screen.findByRole("row", { name: /offers-ab/ });
  await user.keyboard("/winback{Escape}");
  expect(screen.getByRole("searchbox")).toHaveValue("");
  await user.keyboard("{Escape}");
  expect(screen.getByRole("searchbox")).not.toHaveFocus();
  expect(router.state.location.pathname).toContain("/services");
});

it("reveals with r, copies with c, and means the row that has the focus", async () => {
  const user = userEvent.setup();
  const { host } = renderApp(servicePath("churn-score"));
  await screen.findByTestId("key-primary");
  await user.keyboard("r");
  await waitFor(() => expect(screen.getByTestId("key-primary").innerHTML).toContain(secretKey));
  await user.keyboard("r");
  expect(screen.getByTestId("key-primary").innerHTML).not.toContain(secretKey);
  screen.getByRole("button", { name: "Show secondary key" }).focus();
  await user.keyboard("c");
  await waitFor(() =>
    expect(host.callsOf("copy_key")).toEqual([{ service: handleOf("churn-score"), slot: "secondary" }]),
  );
});

it("does nothing with r and c where the permission is missing", async () => {
  const user = userEvent.setup();
  const host = demoHost().on("describe_service", () =>
    serviceDetails(service("churn-score"), {
      keys: { read: missing("listkeys"), regenerate: missing("regenerateKeys"), fingerprints: null },
    }),
  );
  renderApp(servicePath("churn-score"), host);
  await screen.findByTestId("key-primary");
  await user.keyboard("rc");
  screen.getByRole("button", { name: "Show secondary key" }).focus();
  await user.keyboard("rc");
  expect([...host.callsOf("reveal_key"), ...host.callsOf("copy_key")]).toEqual([]);
});

it("does nothing with letters that are typed into a field", async () => {
  const user = userEvent.setup();
  const { host } = renderApp(servicePath("churn-score"));
  await user.click(await screen.findByRole("button", { name: "Regenerate primary key…" }));
  await user.type(await screen.findByRole("textbox"), "cr?/");
  expect(host.callsOf("copy_key")).toEqual([]);
  expect(host.callsOf("reveal_key")).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(screen.getByTestId("key-primary")).toBeVisible();
});

it("goes into a dialog that opens, and stays with roles while it is open", async () => {
  const user = userEvent.setup();
  renderApp(servicePath("churn-score"));
  await user.click(await screen.findByRole("button", { name: "Regenerate primary key…" }));
  const dialog = await screen.findByRole("alertdialog");
  await waitFor(() => expect(dialog).toContainElement(document.activeElement as HTMLElement));
  // After a quarter of a second, queries by role find only the part with the focus.
  await waitFor(() => expect(screen.queryByRole("main")).toBeNull());
  expect(screen.getByRole("alertdialog")).toBe(dialog);
});

it("shows every key in the help", async () => {
  const user = userEvent.setup();
  renderApp("/about");
  await screen.findByRole("heading", { name: "About Latchkey" });
  await user.keyboard("?");
  expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

it("comes back to the row that was opened", async () => {
  const user = userEvent.setup();
  renderApp(workspacePath("services"));
  const row = await screen.findByRole("row", { name: /recommend/ });
  await user.click(row);
  await screen.findByRole("heading", { name: "recommend" });
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.getByRole("row", { name: /recommend/ })).toHaveFocus());
});

// Everything can be reached and done without a mouse.
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { shortcutIds, shortcuts } from "../src/components/shortcuts";
import type { SettingsUpdate } from "../src/ipc/bindings/SettingsUpdate";
import { t } from "../src/words";
import { secretKey, settings } from "./data";
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
    expect.stringContaining("Search or jump to…"),
    "Context: Demo cloud › contoso.example › ada@contoso.example",
    "Theme",
    "Keyboard shortcuts",
    "Services",
    "Workspaces",
    "Activity",
    "Accounts",
    "Settings",
    "About",
    "Open config.json",
    "Filter workspaces",
    expect.stringContaining("switch"),
    "Refresh",
    "Columns",
    "Name",
    "Development2",
    "Copy as CSV",
  ]);
});

it("filters with Ctrl+F, goes into the list with the arrow, opens with Enter and comes back with Escape", async () => {
  const user = userEvent.setup();
  const { router } = renderApp("/workspaces");
  await screen.findByRole("row", { name: /vision/ });
  await user.keyboard("{Control>}f{/Control}");
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

const copyKeys = "{Control>}{Shift>}C{/Shift}{/Control}";
const revealKeys = "{Control>}{Shift>}S{/Shift}{/Control}";

it("reveals and copies with a modifier, and means the row that has the focus", async () => {
  const user = userEvent.setup();
  const { host } = renderApp(servicePath("churn-score"));
  await screen.findByTestId("key-primary");
  await user.keyboard(revealKeys);
  await waitFor(() => expect(screen.getByTestId("key-primary").innerHTML).toContain(secretKey));
  await user.keyboard(revealKeys);
  expect(screen.getByTestId("key-primary").innerHTML).not.toContain(secretKey);
  screen.getByRole("button", { name: "Show secondary key" }).focus();
  await user.keyboard(copyKeys);
  await waitFor(() =>
    expect(host.callsOf("copy_key")).toEqual([{ service: handleOf("churn-score"), slot: "secondary" }]),
  );
});

it("does nothing with them where the permission is missing", async () => {
  const user = userEvent.setup();
  const host = demoHost().on("describe_service", () =>
    serviceDetails(service("churn-score"), {
      keys: { read: missing("listkeys"), regenerate: missing("regenerateKeys"), fingerprints: null },
    }),
  );
  renderApp(servicePath("churn-score"), host);
  await screen.findByTestId("key-primary");
  await user.keyboard(revealKeys + copyKeys);
  screen.getByRole("button", { name: "Show secondary key" }).focus();
  await user.keyboard(revealKeys + copyKeys);
  expect([...host.callsOf("reveal_key"), ...host.callsOf("copy_key")]).toEqual([]);
});

it.each([
  "/workspaces",
  workspacePath("services"),
  servicePath("churn-score"),
  servicePath("churn-token"),
  "/settings",
])("does nothing that matters with any key alone on %s", async (path) => {
  const user = userEvent.setup();
  const { host, router } = renderApp(path);
  await screen.findByRole("heading", { level: 1 });
  await waitFor(() => expect(router.state.status).toBe("idle"));
  const before = host.calls.length;
  await user.keyboard("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,;:+=");
  const reads = /^(describe|list|note)_/;
  expect(host.calls.slice(before).filter(({ command }) => !reads.test(command))).toEqual([]);
});

it("does nothing with letters that are typed into a field", async () => {
  const user = userEvent.setup();
  const { host } = renderApp(servicePath("churn-score"));
  await user.click(await screen.findByRole("button", { name: "Regenerate primary key…" }));
  await user.type(await screen.findByRole("textbox"), `cr?/${copyKeys}`);
  expect(host.callsOf("copy_key")).toEqual([]);
  expect(host.callsOf("reveal_key")).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(screen.getByTestId("key-primary")).toBeVisible();
});

it("locks with a modifier, also from a field and from a dialog", async () => {
  const user = userEvent.setup();
  const { host } = renderApp(servicePath("churn-score"));
  await user.click(await screen.findByRole("button", { name: "Regenerate primary key…" }));
  await user.type(await screen.findByRole("textbox"), "{Control>}l{/Control}");
  expect(await screen.findByRole("heading", { name: "Latchkey is locked" })).toBeVisible();
  expect(host.callsOf("lock_app")).toHaveLength(1);
});

it.each(["{Control>}r{/Control}", "{F5}"])(
  "refreshes with %s, and never loads the page again",
  async (keys) => {
    const user = userEvent.setup();
    const { host } = renderApp("/workspaces");
    await screen.findByRole("row", { name: /vision/ });
    await user.keyboard(keys);
    await waitFor(() => expect(host.callsOf("list_workspaces")).toHaveLength(2));
    cleanup();
    renderApp("/about");
    await screen.findByRole("heading", { name: "About Latchkey" });
    const press = new KeyboardEvent("keydown", { key: "F5", bubbles: true, cancelable: true });
    document.body.dispatchEvent(press);
    expect(press.defaultPrevented).toBe(true);
  },
);

it("goes back and forward with the keys and the buttons of a mouse", async () => {
  const user = userEvent.setup();
  const { router } = renderApp("/workspaces");
  await user.click(await screen.findByRole("link", { name: "Settings" }));
  await screen.findByRole("heading", { name: "Settings" });
  await user.keyboard("{Alt>}{ArrowLeft}{/Alt}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/workspaces"));
  await user.keyboard("{Alt>}{ArrowRight}{/Alt}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/settings"));
  fireEvent.mouseUp(document.body, { button: 3 });
  await waitFor(() => expect(router.state.location.pathname).toBe("/workspaces"));
  fireEvent.mouseUp(document.body, { button: 4 });
  await waitFor(() => expect(router.state.location.pathname).toBe("/settings"));
});

it("shows everything larger and smaller, and keeps that", async () => {
  const user = userEvent.setup();
  const { host } = renderApp("/about");
  await screen.findByRole("heading", { name: "About Latchkey" });
  await user.keyboard("{Control>}++-0{/Control}");
  await waitFor(() => expect(host.callsOf("save_settings")).toHaveLength(4));
  const sizes = host.callsOf("save_settings").map(({ update }) => (update as SettingsUpdate).zoomPercent);
  expect(sizes).toEqual([110, 125, 110, 100]);
});

it("has no single keys where they are switched off", async () => {
  const user = userEvent.setup();
  const host = demoHost().on("describe_settings", () => settings({ singleKeys: false }));
  renderApp("/workspaces", host);
  await screen.findByRole("row", { name: /vision/ });
  await user.keyboard("/?v");
  expect(screen.getByRole("searchbox")).not.toHaveFocus();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.getByRole("row", { name: /vision/ })).not.toHaveFocus();
  await user.keyboard("{F1}");
  const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  expect(help).not.toHaveTextContent("?");
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
  const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
  expect(help).toBeVisible();
  for (const id of shortcutIds) expect(help).toHaveTextContent(t(shortcuts[id].text));
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

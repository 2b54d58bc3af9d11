// The palette: what it finds, how it is used with the keyboard, and what it shows to whom.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { ada, portal } from "./data";
import { demoHost, handleOf } from "./demoHost";
import { renderApp, servicePath, workspacePath } from "./renderApp";

const openKeys = "{Control>}k{/Control}";

async function openPalette(path = "/about", host = demoHost()) {
  const user = userEvent.setup();
  const app = renderApp(path, host);
  await screen.findByRole("heading", { level: 1 });
  await user.keyboard(openKeys);
  const palette = within(await screen.findByRole("dialog", { name: "Search or jump to" }));
  return { ...app, user, palette };
}

const titles = () => screen.queryAllByRole("option").map((option) => option.textContent);

describe("with the keyboard", () => {
  it("opens a service by a few letters", async () => {
    const { router, user } = await openPalette();
    await screen.findByText(/result/);
    await user.keyboard("chsc");
    await waitFor(() => expect(titles()[0]).toBe("churn-scorechurn-prodService"));
    await expectNoViolations();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe(servicePath("churn-score")));
    expect(screen.queryByRole("combobox")).toBeNull();
  });

  it("moves the mark and keeps the focus in the field", async () => {
    const { palette, user } = await openPalette();
    const field = palette.getByRole("combobox");
    await user.keyboard("churn");
    await waitFor(() => expect(titles().join()).toMatch(/churn-aci.*Workspace/));
    const marked = () => screen.getByRole("option", { selected: true });
    expect(field).toHaveAttribute("aria-activedescendant", marked().id);
    const first = marked();
    await user.keyboard("{ArrowDown}{Tab}");
    await waitFor(() => expect(field).toHaveFocus());
    expect(marked()).not.toBe(first);
    expect(field).toHaveAttribute("aria-activedescendant", marked().id);
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(marked()).toBe(screen.getAllByRole("option").at(-1));
    await user.keyboard("{ArrowDown}");
    expect(marked()).toBe(first);
    expect(field).toHaveFocus();
  });

  it("says how many results there are, or that there is none", async () => {
    const { palette, user } = await openPalette();
    await user.keyboard("winback");
    await waitFor(() => expect(palette.getByRole("status")).toHaveTextContent("1 result"));
    await user.keyboard("xyz");
    expect(palette.getByRole("status")).toHaveTextContent("Nothing matches “winbackxyz”.");
    expect(palette.getByRole("combobox")).not.toHaveAttribute("aria-activedescendant");
    await user.keyboard("{Enter}");
    expect(palette.getByRole("combobox")).toBeVisible();
  });

  it("closes with Escape, and the focus is where it was", async () => {
    const { user } = await openPalette();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("combobox")).toBeNull();
    const button = screen.getByRole("button", { name: "Search or jump to…" });
    await user.click(button);
    expect(screen.getByRole("combobox")).toHaveFocus();
    await user.keyboard("{Escape}");
    expect(button).toHaveFocus();
  });
});

describe("before anything is typed", () => {
  it("shows pins, then what was opened last, then the pages", async () => {
    const host = demoHost().on("list_pins", () => ({
      pinned: [handleOf("recommend")],
      recent: [handleOf("winback"), handleOf("recommend"), handleOf("offers")],
    }));
    await openPalette("/about", host);
    await waitFor(() =>
      expect(titles().slice(0, 5)).toEqual([
        "recommendchurn-prodService",
        "winbackchurn-prodService",
        "offerschurn-prodService",
        "ServicesPage",
        "WorkspacesPage",
      ]),
    );
    expect(screen.getByLabelText("Pinned")).toBeVisible();
  });
});

describe("what it finds", () => {
  it("opens a workspace, and a page", async () => {
    const { router, user } = await openPalette();
    await user.keyboard("vision");
    await waitFor(() => expect(titles()[0]).toMatch(/^vision.*Workspace$/));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/workspaces\/.*vision/));
    await user.keyboard(`${openKeys}sett{Enter}`);
    await waitFor(() => expect(router.state.location.pathname).toBe("/settings"));
  });

  it("switches to another account", async () => {
    const { host, user } = await openPalette("/about", demoHost({ accounts: [ada, portal] }));
    await user.keyboard("quote-po{Enter}");
    await waitFor(() => expect(host.callsOf("choose_account")).toEqual([{ accountId: portal.id }]));
  });

  it("finds a principal of an access list that was read", async () => {
    const { router, user } = await openPalette(workspacePath("access"));
    await screen.findByRole("dialog");
    await user.keyboard("{Escape}");
    await screen.findAllByText("Mei Tanaka");
    await user.keyboard(`${openKeys}mei`);
    await waitFor(() => expect(titles()[0]).toBe("Mei Tanakamei@contoso.exampleRole assignment"));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.search).toEqual({ q: "Mei Tanaka" }));
  });

  it("copies from the open service, and from no other page", async () => {
    const { host, user } = await openPalette(servicePath("churn-score"));
    await waitFor(() => expect(titles().join()).toContain("Copy primary keychurn-score"));
    await user.keyboard("copy prim{Enter}");
    const key = { service: handleOf("churn-score"), slot: "primary" };
    await waitFor(() => expect(host.callsOf("copy_key")).toEqual([key]));
    await user.keyboard(`${openKeys}about latch{Escape}`);
    await user.click(screen.getByRole("link", { name: "About" }));
    await screen.findByRole("heading", { name: "About Latchkey" });
    await user.keyboard(`${openKeys}copy prim`);
    expect(titles().join()).not.toContain("Copy primary key");
  });

  it.each([
    ["lock latch", "lock_app"],
    ["theme dark", "save_settings"],
    ["cloud azure us", "choose_cloud"],
    ["refresh", "list_workspaces"],
  ] as const)("does %s", async (typed, command) => {
    const { host, user } = await openPalette("/workspaces");
    await screen.findByRole("dialog");
    await waitFor(() => expect(titles().join()).toContain("Refresh the page"));
    const before = host.callsOf(command).length;
    await user.keyboard(`${typed}{Enter}`);
    await waitFor(() => expect(host.callsOf(command).length).toBe(before + 1));
  });

  it("leads to a sign-in method", async () => {
    const { router, user } = await openPalette();
    await user.keyboard("add account device{Enter}");
    await waitFor(() => expect(router.state.location.search).toEqual({ method: "deviceCode" }));
  });
});

describe("to somebody else", () => {
  it("shows pages and commands only while nobody is signed in", async () => {
    const { host, user } = await openPalette("/about", demoHost({ account: null, accounts: [] }));
    await user.keyboard("churn");
    expect(titles()).toEqual([]);
    expect(host.callsOf("follow_services")).toEqual([]);
  });

  it("is gone with the lock, and does not open then", async () => {
    const { host, user } = await openPalette();
    await user.keyboard("churn{Control>}l{/Control}");
    expect(await screen.findByTestId("lock-screen")).toBeVisible();
    await user.keyboard(openKeys);
    expect(screen.queryByRole("combobox")).toBeNull();
    expect(host.callsOf("lock_app")).toHaveLength(1);
    expect(document.body).not.toHaveTextContent("churn");
  });
});

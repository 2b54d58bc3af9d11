// The list of every service, and what every list can do.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { filterRows, remembering, sortRows, toCsv } from "../src/components/list/listModel";
import { applyChanges } from "../src/ipc/services";
import { expectNoViolations } from "./axe";
import { error } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";
import { service, serviceChanges, services } from "./services";

const rowsShown = () =>
  screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => within(row).getAllByRole("gridcell")[0]?.textContent);

const columns = [
  { id: "name", header: "Name", track: "1fr", sortText: (name: string) => name, render: () => null },
];

describe("the model of a list", () => {
  it("sorts numbers in names by their value, and back", () => {
    const names = ["ep-10", "ep-9", "Ep-1"];
    expect(sortRows(names, columns, { column: "name", isDescending: false })).toEqual([
      "Ep-1",
      "ep-9",
      "ep-10",
    ]);
    expect(sortRows(names, columns, { column: "name", isDescending: true })).toEqual([
      "ep-10",
      "ep-9",
      "Ep-1",
    ]);
    expect(sortRows(names, columns, null)).toBe(names);
  });

  it("finds rows by every word, in any order and case", () => {
    const rows = [{ text: "Quote Price key" }, { text: "route key" }];
    const textOf = remembering(({ text }: { text: string }) => text);
    expect(filterRows(rows, "KEY quote", textOf)).toEqual([rows[0]]);
    expect(filterRows(rows, "  ", textOf)).toBe(rows);
  });

  it("copies rows that no spreadsheet runs", () => {
    expect(toCsv(['a,"b"', "=1+1"], columns)).toBe('Name\r\n"a,""b"""\r\n\'=1+1');
  });

  it("takes changes in without touching other rows", () => {
    const first = applyChanges(undefined, serviceChanges(services));
    const changed = { ...service("churn-aks"), state: "Failed" };
    const next = applyChanges(
      first,
      serviceChanges([changed], { isWhole: false, removed: [service("offers").handle] }),
    );
    expect(next.rows).toHaveLength(services.length - 1);
    expect(next.byHandle.get(changed.handle)).toBe(changed);
    expect(next.byHandle.get(service("recommend").handle)).toBe(
      first.byHandle.get(service("recommend").handle),
    );
    expect(applyChanges(next, serviceChanges([], { isWhole: false })).rows).toBe(next.rows);
  });
});

describe("the services of every workspace", () => {
  it("come while they are read", async () => {
    const parts = [
      serviceChanges([], { isReading: true, workspacesRead: 0, workspaceCount: 0, asOf: null }),
      serviceChanges([service("churn-aks")], { isReading: true, workspacesRead: 1, workspaceCount: 3 }),
      serviceChanges([service("churn-aci")], { isWhole: false, workspacesRead: 3, workspaceCount: 3 }),
    ];
    const host = demoHost().on(
      "follow_services",
      () => parts.shift() ?? serviceChanges([], { isWhole: false }),
    );
    renderApp("/services", host);
    expect(await screen.findByRole("progressbar")).toBeVisible();
    expect(await screen.findByText("1 of 3 workspaces read")).toBeVisible();
    expect(rowsShown()).toEqual(["churn-aks"]);
    await waitFor(() => expect(rowsShown()).toEqual(["churn-aci", "churn-aks"]));
    await waitFor(() => expect(screen.queryByText(/\d of 3 workspaces read/)).toBeNull());
    expect(host.callsOf("refresh_services")).toEqual([]);
  });

  it("are read again when they are old", async () => {
    const host = demoHost().on("follow_services", () =>
      serviceChanges(services, { asOf: new Date(Date.now() - 120_000).toISOString() }),
    );
    renderApp("/services", host);
    await waitFor(() =>
      expect(host.callsOf("refresh_services")).toEqual([{ workspace: null, refresh: "everything" }]),
    );
  });

  it("stay, without a colour, when they cannot be read again", async () => {
    const failed = error("signInRequired", { message: "Your session has ended." });
    const host = demoHost().on("follow_services", () => serviceChanges(services, { error: failed }));
    renderApp("/services", host);
    const bar = within(await screen.findByTestId("stale"));
    expect(bar.getByText("Your session has ended.")).toBeVisible();
    expect(bar.getByRole("button", { name: "Sign in" })).toBeVisible();
    for (const badge of screen.getAllByText(/^(Ready|Healthy)$/))
      expect(badge).toHaveAccessibleDescription(/last known state/);
    await expectNoViolations();
  });

  it("name the source that failed; only its rows are old, and only it is read again", async () => {
    const hit = service("churn-aks");
    const failure = {
      lacks: "rows" as const,
      source: "Web services (v1) of churn-prod",
      error: error("offline"),
      handles: hit.handle,
    };
    const host = demoHost().on("follow_services", () => serviceChanges(services, { failures: [failure] }));
    renderApp("/services", host);
    expect(await screen.findByText(/Web services \(v1\) of churn-prod/)).toBeVisible();
    const stateOf = (name: RegExp) =>
      within(screen.getByRole("row", { name })).getByText(/^(Ready|Healthy)$/);
    expect(stateOf(/^churn-aks AKS|^churn-aks churn-prod/)).toHaveAccessibleDescription(/last known state/);
    expect(stateOf(/^churn-aci /)).not.toHaveAccessibleDescription(/last known state/);
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() =>
      expect(host.callsOf("refresh_services")).toEqual([{ workspace: null, refresh: "failed" }]),
    );
  });

  it("are pinned from the menu of a row, and come first then", async () => {
    const { host } = renderApp("/services");
    const row = await screen.findByRole("row", { name: /^offers churn-prod/ });
    fireEvent.contextMenu(row, { clientX: 10, clientY: 10 });
    fireEvent.click(await screen.findByRole("menuitem", { name: "Pin" }));
    await waitFor(() => expect(rowsShown().slice(0, 2)).toEqual(["Pinned1", "offers"]));
    expect(host.callsOf("pin_service")).toEqual([{ service: service("offers").handle }]);
  });

  it("offer what their authentication has", async () => {
    renderApp("/services");
    fireEvent.contextMenu(await screen.findByRole("row", { name: /^churn-token / }), {
      clientX: 1,
      clientY: 1,
    });
    const entries = () => screen.getAllByRole("menuitem").map((entry) => entry.textContent);
    await screen.findByRole("menuitem", { name: "Copy fresh token" });
    expect(entries()).not.toContain("Copy primary key");
  });
});

describe("every list", () => {
  it("sorts by a column, and back", async () => {
    renderApp("/services");
    await screen.findByRole("row", { name: /^winback/ });
    const header = screen.getByRole("columnheader", { name: "Name" });
    expect(header).toHaveAttribute("aria-sort", "ascending");
    fireEvent.click(within(header).getByRole("button"));
    await waitFor(() => expect(rowsShown()[0]).toBe("winback"));
    expect(header).toHaveAttribute("aria-sort", "descending");
  });

  it("hides a column and keeps that when it is opened again", async () => {
    const { router } = renderApp("/services");
    fireEvent.click(await screen.findByRole("button", { name: "Columns" }));
    fireEvent.click(await screen.findByRole("menuitemcheckbox", { name: "Region" }));
    await waitFor(() => expect(screen.queryByRole("columnheader", { name: "Region" })).toBeNull());
    await router.navigate({ to: "/workspaces" });
    await screen.findByRole("heading", { name: "Workspaces" });
    await router.navigate({ to: "/services" });
    await screen.findByRole("row", { name: /^winback/ });
    expect(screen.queryByRole("columnheader", { name: "Region" })).toBeNull();
  });

  it("selects with the space bar and copies the selected rows alone", async () => {
    const user = userEvent.setup();
    const { host } = renderApp("/services");
    (await screen.findByRole("row", { name: /^offers churn-prod/ })).focus();
    await user.keyboard(" ");
    expect(screen.getByText("1 selected")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Copy as CSV" }));
    const [call] = host.callsOf("copy_text") as { text: string }[];
    expect(call?.text.split("\r\n")).toHaveLength(2);
    expect(call?.text).toContain("offers,churn-prod");
  });

  it("changes the width of a column from the keyboard", async () => {
    const user = userEvent.setup();
    renderApp("/services");
    const header = await screen.findByRole("columnheader", { name: "Name" });
    within(header).getByRole("button").focus();
    await user.keyboard("{Shift>}{ArrowRight}{/Shift}");
    expect(header.parentElement?.style.gridTemplateColumns).toMatch(/^20px \d+px/);
  });

  it("offers to clear a filter that nothing matches", async () => {
    const { router } = renderApp("/services?q=nothing-like-it");
    fireEvent.click(await screen.findByRole("button", { name: "Clear filter" }));
    expect(await screen.findByRole("row", { name: /^winback/ })).toBeVisible();
    expect(router.state.location.search).toEqual({});
  });
});

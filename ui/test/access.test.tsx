// The access list: ids until the person asks for names, as names come from Microsoft Graph.
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { demoHost, inSeconds } from "./demoHost";
import { renderApp, workspacePath } from "./renderApp";
import { access } from "./services";

it("shows ids and kinds until names are wanted, and hides them again", async () => {
  let hasNames = false;
  const bare = access.map((row) => ({
    ...row,
    principal: { ...row.principal, name: null, detail: null, isMissing: false },
  }));
  const host = demoHost()
    .on("list_access", () => ({
      assignments: hasNames ? access : bare,
      hasNames,
      failures: [],
      asOf: inSeconds(0),
    }))
    .on("show_names", () => {
      hasNames = true;
      return null;
    })
    .on("hide_names", () => {
      hasNames = false;
      return null;
    });
  renderApp(workspacePath("access"), host);
  const button = await screen.findByRole("button", { name: "Show names" });
  expect(screen.queryByText("Retention team")).toBeNull();
  expect(screen.queryByText("Name not available")).toBeNull();
  expect(screen.getAllByText("Group").length).toBeGreaterThan(0);
  expect(host.callsOf("show_names")).toEqual([]);
  await expectNoViolations();

  fireEvent.click(button);
  expect(await screen.findByText("Retention team")).toBeVisible();
  fireEvent.click(await screen.findByRole("button", { name: "Hide names" }));
  await waitFor(() => expect(screen.queryByText("Retention team")).toBeNull());
  expect(host.callsOf("hide_names").length).toBe(1);
});

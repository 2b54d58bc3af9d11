// Opening the workspace of a config.json, and the reasons why it cannot be opened.
import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { error } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";
import { wholeText } from "./wholeText";

const name = (text: string | RegExp) => ({ name: text });
const file = (workspace: string) =>
  new File([JSON.stringify({ workspace_name: workspace })], "config.json", { type: "application/json" });

async function choose(host: ReturnType<typeof demoHost>, workspace = "churn-prod") {
  const app = renderApp("/workspaces", host);
  await screen.findByRole("row", name(/churn-prod/));
  await userEvent.upload(screen.getByTestId("file-config"), file(workspace));
  return app;
}

it("goes straight to the workspace of a chosen file", async () => {
  const { host, router } = await choose(demoHost());
  expect(await screen.findByRole("heading", name("churn-prod"))).toBeVisible();
  expect(router.state.location.pathname).toContain("/services");
  expect(host.callsOf("request_workspace")).toEqual([{ config: '{"workspace_name":"churn-prod"}' }]);
  await waitFor(() => expect(screen.queryByTestId("requested-workspace")).toBeNull());
});

it("takes a file that is dropped anywhere on the page", async () => {
  renderApp("/workspaces");
  const row = await screen.findByRole("row", name(/churn-prod/));
  const dataTransfer = { types: ["Files"], files: [file("churn-prod")] };
  fireEvent.dragOver(row, { dataTransfer });
  fireEvent.drop(row, { dataTransfer });
  expect(await screen.findByRole("heading", name("churn-prod"))).toBeVisible();
});

it("reads nothing of what has no size, as pipes and devices have none", async () => {
  const { host } = renderApp("/workspaces");
  await screen.findByRole("row", name(/churn-prod/));
  const device = new File([], "config.json");
  const endless = () => new Promise<string>(() => undefined);
  Object.assign(device, { text: endless, arrayBuffer: endless, stream: endless });
  await userEvent.upload(screen.getByTestId("file-config"), device);
  expect(await screen.findByText(/cannot open config.json. The file is empty/)).toBeVisible();
  expect(host.callsOf("request_workspace")).toEqual([]);
});

it("waits for the sign-in", async () => {
  const host = demoHost({ account: null, accounts: [], requestedWorkspace: "churn-prod" });
  renderApp("/workspaces", host);
  expect(await screen.findByText(wholeText(/Sign in to open the workspace churn-prod/))).toBeVisible();
  expect(host.callsOf("locate_requested_workspace")).toEqual([]);
});

describe("what is missing", () => {
  it("is another tenant, which is entered on a press", async () => {
    const host = demoHost();
    host.on("locate_requested_workspace", () =>
      host.callsOf("enter_tenant").length === 0
        ? {
            state: "otherTenant",
            name: "routes",
            tenantId: "f2b6d4e3-1c5a-4b7f-9d8e-0a1b2c3d4e5f",
            tenantName: "Fabrikam",
          }
        : { state: "here", handle: "ws/churn-prod?&#%", name: "churn-prod" },
    );
    await choose(host, "routes");
    expect(await screen.findByText(wholeText(/routes is in the tenant Fabrikam/))).toBeVisible();
    await expectNoViolations();
    fireEvent.click(screen.getByRole("button", name("Switch tenant to Fabrikam")));
    expect(await screen.findByRole("heading", name("churn-prod"))).toBeVisible();
  });

  it.each([
    ["noAccess", /routes exists, but your account cannot read it/],
    ["gone", /The workspace routes does not exist/],
  ])("is said: %s", async (state, words) => {
    const host = demoHost().on("locate_requested_workspace", () => ({ state, name: "routes" }));
    await choose(host, "routes");
    expect(await screen.findByText(wholeText(words))).toBeVisible();
    fireEvent.click(screen.getByRole("button", name("Close")));
    await waitFor(() => expect(screen.queryByTestId("requested-workspace")).toBeNull());
  });

  it("can be looked for again", async () => {
    const host = demoHost();
    host.on("locate_requested_workspace", () => {
      if (host.callsOf("locate_requested_workspace").length > 1)
        return { state: "here", handle: "ws/churn-prod?&#%", name: "churn-prod" };
      throw error("offline", { message: "There is no connection." });
    });
    await choose(host, "routes");
    expect(
      await screen.findByText(
        wholeText(/The search for the workspace routes failed. There is no connection./),
      ),
    ).toBeVisible();
    fireEvent.click(screen.getByRole("button", name("Try again")));
    expect(await screen.findByRole("heading", name("churn-prod"))).toBeVisible();
  });

  it("is the right file", async () => {
    const host = demoHost().on("request_workspace", () => {
      throw error("invalid", { message: "This is not a workspace's config.json: it has no workspace_name." });
    });
    await choose(host);
    expect(await screen.findByText(/cannot open config.json. .*it has no workspace_name/)).toBeVisible();
  });
});

// Handles name resources of Azure, slashes included, and are part of the URL.
import { createHashHistory } from "@tanstack/react-router";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { App } from "../src/App";
import { createQueryClient } from "../src/ipc/queries";
import { createAppRouter } from "../src/router";
import { ada, workspaceDetails, workspaces } from "./data";
import { demoHost, inSeconds } from "./demoHost";
import { service, serviceChanges, serviceDetails } from "./services";

// A resource group's name may have letters of any script, parentheses, dots and hyphens.
const workspaceHandle = `demo/${ada.id}/subscriptions/0a1b2c3d-1111-4a4a-9b9b-000000000001/resourceGroups/rg-kündigung_(prod).1/providers/Microsoft.MachineLearningServices/workspaces/churn-prod`;
const serviceHandle = `${workspaceHandle}/onlineEndpoints/churn-score`;

afterEach(() => {
  cleanup();
  window.location.hash = "";
});

function host() {
  const summary = { ...service("churn-score"), handle: serviceHandle, workspaceHandle };
  const churn = workspaces.find(({ name }) => name === "churn-prod");
  if (!churn) throw new Error("no churn-prod");
  const workspace = { ...churn, handle: workspaceHandle };
  return demoHost()
    .on("list_workspaces", () => ({
      workspaces: [workspace],
      failures: [],
      subscriptionCount: 1,
      asOf: inSeconds(0),
    }))
    .on("describe_workspace", () => workspaceDetails(workspace))
    .on("follow_services", () => serviceChanges([summary]))
    .on("describe_service", () => serviceDetails(summary));
}

/** The real window: its route is in the hash. */
function renderAtHash(hash: string) {
  window.location.hash = hash;
  const app = host();
  const router = createAppRouter(createHashHistory());
  const view = render(<App transport={app} queryClient={createQueryClient()} router={router} />);
  return { ...view, host: app, router };
}

it("leads from a workspace to its service and back, each by its own handle", async () => {
  const { host } = renderAtHash("#/workspaces");
  fireEvent.click(await screen.findByRole("row", { name: /churn-prod/ }));
  fireEvent.click(await screen.findByRole("row", { name: /churn-score/ }));
  await screen.findByTestId("key-primary");
  expect(host.callsOf("describe_workspace")).toEqual([{ workspace: workspaceHandle }]);
  expect(host.callsOf("follow_services")[0]).toEqual({ workspace: workspaceHandle, since: null });
  expect(host.callsOf("describe_service")).toEqual([{ service: serviceHandle }]);
  fireEvent.keyDown(document.body, { key: "Escape" });
  expect(await screen.findByRole("row", { name: /churn-score/ })).toBeVisible();
});

it("opens the same page again from the address that it left in the window", async () => {
  const first = renderAtHash("#/workspaces");
  await screen.findByRole("row", { name: /churn-prod/ });
  await first.router.navigate({ to: "/services/$service", params: { service: serviceHandle } });
  await screen.findByTestId("key-primary");
  const address = window.location.hash;
  expect(address.split("/")).toHaveLength(3);
  first.unmount();

  const second = renderAtHash(address);
  await screen.findByTestId("key-primary");
  expect(second.host.callsOf("describe_service")).toEqual([{ service: serviceHandle }]);
});

it.each([
  [`#/services/${encodeURIComponent(serviceHandle)}`, "describe_service", { service: serviceHandle }],
  [
    `#/workspaces/${encodeURIComponent(workspaceHandle)}/overview`,
    "describe_workspace",
    { workspace: workspaceHandle },
  ],
] as const)("opens a pasted address: %s", async (hash, command, args) => {
  const { host } = renderAtHash(hash);
  await waitFor(() => expect(host.callsOf(command)).toEqual([args]));
  expect((await screen.findAllByText(/churn-prod/)).length).toBeGreaterThan(0);
});

// Each change event reads the affected queries again, and no others.
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Change } from "../src/ipc/bindings/Change";
import { keys } from "../src/ipc/queries";
import { queriesShowing } from "../src/ipc/useHostEvents";
import { demoHost, handleOf } from "./demoHost";
import { renderApp, servicePath } from "./renderApp";

const service = handleOf("churn-score");
const list = { tenants: keys.tenantsOfAll, sources: keys.sources };

const table: [Change, readonly (readonly string[])[]][] = [
  [{ kind: "clouds" }, [keys.overview, list.sources, list.tenants]],
  [{ kind: "accounts" }, [keys.overview, list.sources, list.tenants]],
  [{ kind: "signIn" }, [keys.overview]],
  [{ kind: "signInEnded", outcome: { kind: "failed" } }, [keys.overview]],
  [{ kind: "lock" }, [keys.overview, keys.jobs]],
  [{ kind: "secretStorage" }, [keys.overview, keys.secretStore]],
  [{ kind: "notices" }, [keys.overview]],
  [{ kind: "requestedWorkspace" }, [keys.overview, keys.requestedWorkspaces]],
  [{ kind: "service", service }, [keys.service(service), keys.token(service), keys.allServices]],
  [{ kind: "job", id: 7 }, [keys.jobs]],
];

it.each(table)("%o is shown by these queries", (change, expected) => {
  expect(queriesShowing(change)).toEqual(expected);
});

it("does not look for sources and tenants again while a sign-in goes on", async () => {
  const { host } = renderApp("/accounts");
  expect(await screen.findByText("One account is signed in.")).toBeVisible();
  const countOf = (command: "describe_app" | "list_credential_sources") => host.callsOf(command).length;
  const before = countOf("describe_app");
  for (const change of [{ kind: "signIn" }, { kind: "notices" }, { kind: "job", id: 1 }] as const)
    host.emit("changed", change);
  await waitFor(() => expect(countOf("describe_app")).toBeGreaterThan(before));
  expect(countOf("list_credential_sources")).toBe(1);
  host.emit("changed", { kind: "accounts" });
  await waitFor(() => expect(countOf("list_credential_sources")).toBe(2));
});

it("reads the one service again that has changed", async () => {
  const { host } = renderApp(servicePath("churn-score"));
  await screen.findByTestId("key-primary");
  const before = host.callsOf("describe_service").length;
  host.emit("changed", { kind: "service", service: handleOf("offers") });
  host.emit("changed", { kind: "service", service });
  await waitFor(() => expect(host.callsOf("describe_service")).toHaveLength(before + 1));
  expect(host.callsOf("describe_service").at(-1)).toEqual({ service });
});

it("hears of changes no more once it is gone", async () => {
  const host = demoHost();
  const { unmount } = renderApp("/about", host);
  await screen.findByTestId("status-bar");
  expect(host.listenersOf("changed")).toBeGreaterThan(0);
  unmount();
  await waitFor(() => expect(host.listenersOf("changed")).toBe(0));
});

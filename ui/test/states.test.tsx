// Each screen in each of its states, all accessible to screen readers.
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { error, overview, publicCloud, workspaces } from "./data";
import { demoHost, inSeconds } from "./demoHost";
import { type CommandName, MemoryTransport } from "./memoryTransport";
import { never, renderApp, servicePath, workspacePath } from "./renderApp";
import { serviceChanges } from "./services";
import { wholeText } from "./wholeText";

const screens: { name: string; path: string; command: CommandName; ready: RegExp }[] = [
  { name: "workspaces", path: "/workspaces", command: "list_workspaces", ready: /churn-prod/ },
  {
    name: "services",
    path: workspacePath("services"),
    command: "follow_services",
    ready: /churn-score-canary/,
  },
  { name: "access", path: workspacePath("access"), command: "list_access", ready: /Retention team/ },
  {
    name: "overview",
    path: workspacePath("overview"),
    command: "describe_workspace",
    ready: /kv-churn-prod/,
  },
  {
    name: "service",
    path: servicePath("churn-score"),
    command: "describe_service",
    ready: /Scores customers/,
  },
  {
    name: "settings",
    path: "/settings",
    command: "describe_settings",
    ready: /uses the client id of the Azure CLI/,
  },
];

describe.each(screens)("$name", ({ path, command, ready }) => {
  it("shows the shape of what comes while it loads", async () => {
    renderApp(path, demoHost().on(command, never));
    expect((await screen.findAllByRole("progressbar")).length).toBeGreaterThan(0);
    await expectNoViolations();
  });

  it("says what happened and offers to try again where reading failed", async () => {
    const host = demoHost().on(command, () => {
      throw error("offline", { message: "No connection to Azure." });
    });
    renderApp(path, host);
    expect(await screen.findByText("No connection to Azure.")).toBeVisible();
    const before = host.callsOf(command).length;
    screen.getByRole("button", { name: "Try again" }).click();
    await waitFor(() => expect(host.callsOf(command).length).toBe(before + 1));
    await expectNoViolations();
  });

  it("shows what was read", async () => {
    renderApp(path);
    expect((await screen.findAllByText(ready)).length).toBeGreaterThan(0);
    await expectNoViolations();
  });
});

describe("where there is nothing", () => {
  it.each([
    ["/workspaces", "list_workspaces", { workspaces: [], subscriptionCount: 1 }, "No workspaces"],
    [workspacePath("services"), "follow_services", serviceChanges([]), "No services"],
    [workspacePath("access"), "list_access", { assignments: [], hasNames: false }, "No role assignments"],
  ] as const)("%s says what would be here", async (path, command, answer, title) => {
    renderApp(
      path,
      demoHost().on(command, () => ({ ...answer, failures: [], asOf: inSeconds(0) })),
    );
    expect(await screen.findByRole("heading", { name: title })).toBeVisible();
    await expectNoViolations();
  });
});

describe("the button follows the code", () => {
  const failing = (code: Parameters<typeof error>[0], changes = {}) =>
    demoHost().on("describe_workspace", () => {
      throw error(code, changes);
    });

  it("offers the way back where a thing is gone", async () => {
    const { router } = renderApp(workspacePath("services"), failing("notFound"));
    (await screen.findByRole("button", { name: "Back" })).click();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
    await expect.poll(() => router.state.location.pathname).toBe("/workspaces");
  });

  it.each(["forbidden", "cancelled", "internal"] as const)("offers no second try: %s", async (code) => {
    renderApp(workspacePath("services"), failing(code));
    expect(await screen.findByRole("button", { name: "Back" })).toBeVisible();
    expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
  });

  it("offers to sign in where the session has ended", async () => {
    const { host } = renderApp(workspacePath("services"), failing("signInRequired"));
    (await screen.findByRole("button", { name: "Sign in" })).click();
    expect(await screen.findByTestId("sign-in-panel")).toBeVisible();
    expect(host.callsOf("start_sign_in")).toEqual([{ options: {} }]);
  });

  it("counts down where Azure asks to wait", async () => {
    renderApp(workspacePath("services"), failing("throttled", { retryAfterMs: 42_000 }));
    const button = await screen.findByRole("button", { name: /Try again in 4\d s/ });
    expect(button).toHaveAttribute("aria-disabled", "true");
  });
});

it("keeps the row of a refused cell, and says why", async () => {
  renderApp("/workspaces");
  const row = await screen.findByRole("row", { name: /vision/ });
  expect(row).toHaveTextContent("Roles not available");
  screen.getByRole("button", { name: "Why can’t I see my role on vision?" }).click();
  expect(await screen.findByText("Microsoft.Authorization/roleAssignments/read")).toBeVisible();
  expect(screen.getByText("5b0e6a5e-7c1e-4b8a-9d5f-0c5f6f1c2b3a")).toBeVisible();
});

it("names the sources that could not be read, and reads again", async () => {
  const failures = [
    { source: "Sandbox", lacks: "rows", error: error("serviceFailed", { message: "Azure answered 503." }) },
  ];
  const host = demoHost().on("list_workspaces", () => ({
    workspaces,
    failures,
    subscriptionCount: 3,
    asOf: inSeconds(0),
  }));
  renderApp("/workspaces", host);
  expect(await screen.findByText(wholeText(/Sandbox: Azure answered 503/))).toBeVisible();
  screen.getByRole("button", { name: "Try again" }).click();
  expect(host.callsOf("list_workspaces")).toHaveLength(2);
});

it("does not say that rows can be missing where only names are", async () => {
  const failures = [
    {
      source: "Names of roles in Sandbox",
      lacks: "names",
      error: error("forbidden", { message: "Refused." }),
    },
  ];
  const host = demoHost().on("list_workspaces", () => ({
    workspaces,
    failures,
    subscriptionCount: 3,
    asOf: inSeconds(0),
  }));
  renderApp("/workspaces", host);
  expect(await screen.findByText(/No rows are missing/)).toBeVisible();
  expect(screen.queryByText(/some rows can be missing/)).toBeNull();
});

it("always names cloud, tenant and account", async () => {
  renderApp("/about");
  expect(await screen.findByTestId("account-menu")).toHaveAccessibleName(
    "Context: Demo cloud › contoso.example › ada@contoso.example",
  );
  expect(screen.getByTestId("demo-banner")).toHaveTextContent("Nothing here is real");
  await expectNoViolations();
});

it("says a notice once, and not again when it has been read", async () => {
  renderApp(
    "/about",
    demoHost({ notices: ["The settings could not be read.", "The settings could not be read."] }),
  );
  expect(await screen.findByText("The settings could not be read.")).toBeVisible();
  fireEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByText("The settings could not be read.")).toBeNull();
});

it("shows the settings where no cloud is chosen, and lets the demo cloud be reset there", async () => {
  renderApp("/workspaces", demoHost({ cloud: null, account: null }));
  expect(await screen.findByRole("button", { name: "Try the demo cloud" })).toBeVisible();
  fireEvent.click(screen.getByRole("link", { name: "Settings" }));
  expect(await screen.findByRole("button", { name: "Reset demo cloud…" })).toBeVisible();
  await expectNoViolations();
});

it("lets the demo cloud be reset from another cloud, if there is one", async () => {
  const { unmount } = renderApp("/settings", demoHost({ cloud: publicCloud }));
  expect(await screen.findByRole("button", { name: "Reset demo cloud…" })).toBeVisible();
  unmount();
  renderApp("/settings", demoHost({ cloud: publicCloud, clouds: [publicCloud] }));
  expect(await screen.findByRole("heading", { name: "Appearance" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Reset demo cloud…" })).toBeNull();
});

it("shows no demo banner on a real cloud", async () => {
  renderApp("/about", demoHost({ cloud: publicCloud }));
  expect(await screen.findByTestId("account-menu")).toHaveTextContent("Azure");
  expect(screen.queryByTestId("demo-banner")).toBeNull();
});

it("says so where even the overview cannot be read", async () => {
  const host = new MemoryTransport()
    .on("describe_app", () => {
      throw error("offline", { message: "The profile folder cannot be read." });
    })
    .on("describe_settings", never);
  renderApp("/workspaces", host);
  expect(await screen.findByText("The profile folder cannot be read.")).toBeVisible();
  host.on("describe_app", () => overview());
  screen.getByRole("button", { name: "Try again" }).click();
  expect(await screen.findByTestId("status-bar")).toBeVisible();
});

it("forgets an account's rows when another one signs in", async () => {
  let app = overview();
  const host = demoHost().on("describe_app", () => app);
  const { queryClient } = renderApp("/workspaces", host);
  await screen.findByRole("row", { name: /churn-prod/ });
  app = overview({ account: null });
  host.emit("changed", { kind: "accounts" });
  await screen.findByRole("heading", { name: "Sign in to the demo cloud" });
  expect(queryClient.getQueryData(["account", "workspaces"])).toBeUndefined();
});

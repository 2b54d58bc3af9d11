// The frame around every page: where one works, what goes on, and the window's title.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { ada, error, publicCloud, stack } from "./data";
import { demoHost, inSeconds } from "./demoHost";
import { hostWith, job } from "./jobs";
import { renderApp, servicePath } from "./renderApp";
import { serviceChanges, services } from "./services";

const name = (text: string | RegExp) => ({ name: text });

async function openContext(host = demoHost()) {
  const app = renderApp("/about", host);
  fireEvent.click(await screen.findByTestId("account-menu"));
  return { ...app, panel: within(await screen.findByRole("dialog", name(/^Context: /))) };
}

describe("the context switcher", () => {
  it("marks the demo cloud, and no real one", async () => {
    const { unmount } = renderApp("/about");
    expect((await screen.findByTestId("account-menu")).dataset.emulated).toBe("true");
    unmount();
    renderApp("/about", demoHost({ cloud: publicCloud }));
    expect((await screen.findByTestId("account-menu")).dataset.emulated).toBe("false");
  });

  it("switches the cloud", async () => {
    const user = userEvent.setup();
    const { host, panel } = await openContext();
    await user.click(panel.getByRole("combobox", name("Cloud")));
    await user.click(await screen.findByRole("option", name("Azure US Government")));
    await waitFor(() => expect(host.callsOf("choose_cloud")).toEqual([{ cloudId: "usgov" }]));
    await waitFor(() =>
      expect(screen.getByTestId("account-menu")).toHaveAccessibleName(
        "Context: Azure US Government › Not signed in",
      ),
    );
  });

  it("says why it could not switch the cloud", async () => {
    const user = userEvent.setup();
    const host = demoHost().on("choose_cloud", () => {
      throw error("offline", { message: "No connection to that cloud." });
    });
    const { panel } = await openContext(host);
    await user.click(panel.getByRole("combobox", name("Cloud")));
    await user.click(await screen.findByRole("option", name("Azure China")));
    expect(await panel.findByText(/No connection to that cloud\./)).toBeVisible();
  });

  it("switches the tenant", async () => {
    const { host, panel } = await openContext();
    fireEvent.click(panel.getByRole("button", name("Other tenants")));
    fireEvent.click(await panel.findByRole("button", name("Switch tenant to Fabrikam")));
    await waitFor(() =>
      expect(screen.getByTestId("account-menu")).toHaveAccessibleName(
        "Context: Demo cloud › fabrikam.example › ada@contoso.example",
      ),
    );
    expect(host.callsOf("enter_tenant")).toHaveLength(1);
  });

  it("has no tenant where the provider has none", async () => {
    const provider = { ...stack, hasTenants: false };
    const { panel } = await openContext(demoHost({ cloud: provider, clouds: [provider] }));
    expect(screen.getByTestId("account-menu")).toHaveAccessibleName(
      "Context: Our stack › ada@contoso.example",
    );
    expect(panel.queryByRole("button", name("Other tenants"))).toBeNull();
    await expectNoViolations();
  });
});

describe("the status bar", () => {
  const bar = () => screen.findByTestId("status-bar");

  it("says how far the services are read, also when their page is left", async () => {
    let isReading = true;
    const host = demoHost().on("follow_services", () =>
      serviceChanges(services, { isReading, workspacesRead: isReading ? 3 : 12, workspaceCount: 12 }),
    );
    renderApp("/services", host);
    const text = "Reading services: 3 of 12 workspaces";
    await waitFor(async () => expect(await bar()).toHaveTextContent(text));
    fireEvent.click(screen.getByRole("link", name("About")));
    expect(await bar()).toHaveTextContent(text);
    isReading = false;
    await waitFor(async () => expect(await bar()).toHaveTextContent("Services of 12 workspaces read"));
  });

  it("begins to read nothing by itself", async () => {
    const { host } = renderApp("/about");
    expect(await bar()).toBeEmptyDOMElement();
    await waitFor(() => expect(host.callsOf("list_jobs")).toHaveLength(1));
    expect(host.callsOf("follow_services")).toEqual([]);
  });

  it("counts the sources that could not be read, and leads to the reasons", async () => {
    const failures = ["one", "two"].map((source) => ({
      handles: `ws/${source}`,
      source,
      lacks: "rows" as const,
      error: error("offline", { message: "Azure did not answer." }),
    }));
    const host = demoHost().on("follow_services", () => serviceChanges(services, { failures }));
    const { router } = renderApp("/services", host);
    await waitFor(async () => expect(await bar()).toHaveTextContent("2 sources could not be read"));
    fireEvent.click(screen.getByRole("link", name("About")));
    const why = await screen.findByRole("button", name("Why could 2 sources not be read?"));
    await expectNoViolations();
    fireEvent.click(why);
    await waitFor(() => expect(router.state.location.pathname).toBe("/services"));
  });

  it("names what runs, and leads there", async () => {
    const { host, set } = hostWith([job()]);
    const { router } = renderApp("/about", host);
    await waitFor(async () => expect(await bar()).toHaveTextContent("Regenerating a key of churn-score"));
    set([job(), job({ id: 2 })]);
    await waitFor(async () => expect(await bar()).toHaveTextContent("Regenerating 2 keys"));
    fireEvent.click(within(await bar()).getByRole("button", name("Show")));
    await waitFor(() => expect(router.state.location.pathname).toBe("/activity"));
    set([job()]);
    await waitFor(async () => expect(await bar()).toHaveTextContent("Regenerating a key of"));
    fireEvent.click(within(await bar()).getByRole("button", name("Show")));
    await waitFor(() => expect(router.state.location.pathname).toBe(servicePath("churn-score")));
  });

  it("says that there is no connection, until something could be read again", async () => {
    const host = demoHost().on("list_workspaces", () => {
      throw error("offline", { message: "No connection to Azure." });
    });
    renderApp("/workspaces", host);
    await waitFor(async () => expect(await bar()).toHaveTextContent("No connection"));
    host.on("list_workspaces", () => ({
      workspaces: [],
      failures: [],
      subscriptionCount: 1,
      asOf: inSeconds(0),
    }));
    fireEvent.click(await screen.findByRole("button", name("Try again")));
    await waitFor(async () => expect(await bar()).not.toHaveTextContent("No connection"));
  });

  it.each([
    [{ kind: "memory" }, "Secrets are in memory only"],
    [{ kind: "unavailable", reason: "no such service" }, "No secret store"],
  ] as const)("says where secrets are if not in the system's store", async (secretStorage, text) => {
    renderApp("/about", demoHost({ secretStorage }));
    expect(await bar()).toHaveTextContent(text);
  });
});

describe("the window's title", () => {
  it("names the page and the cloud", async () => {
    const { router } = renderApp(servicePath("churn-score"));
    await waitFor(() => expect(document.title).toBe("churn-score – Demo cloud – Latchkey"));
    void router.navigate({ to: "/settings" });
    await waitFor(() => expect(document.title).toBe("Settings – Demo cloud – Latchkey"));
  });

  it("is the name alone while the app is locked", async () => {
    const { host } = renderApp(servicePath("churn-score"));
    await waitFor(() => expect(document.title).toContain("churn-score"));
    await host.invoke("lock_app");
    await screen.findByTestId("lock-screen");
    expect(document.title).toBe("Latchkey");
  });

  it("has no cloud before one is chosen", async () => {
    renderApp("/about", demoHost({ cloud: null, account: null, accounts: [] }));
    await waitFor(() => expect(document.title).toBe("About Latchkey – Latchkey"));
    expect(document.title).not.toContain(ada.userName);
  });
});

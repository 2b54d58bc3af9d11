// The lock: what it hides, what ends it, and how the host learns of activity.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { t } from "../src/words";
import { expectNoViolations } from "./axe";
import { choose } from "./choose";
import { ada, error, portal, secretKey } from "./data";
import { demoHost, inSeconds } from "./demoHost";
import { renderApp, servicePath } from "./renderApp";

const name = (text: string) => ({ name: text });

describe("the lock screen", () => {
  it("takes everything else off the page, a revealed key too", async () => {
    const user = userEvent.setup();
    const { host } = renderApp(servicePath("churn-score"));
    await screen.findByTestId("key-primary");
    await user.keyboard("{Control>}{Shift>}S{/Shift}{/Control}");
    await waitFor(() => expect(screen.getByTestId("key-primary").innerHTML).toContain(secretKey));
    await user.keyboard("{Control>}l{/Control}");
    expect(await screen.findByRole("heading", name("Latchkey is locked"))).toHaveFocus();
    expect(host.callsOf("lock_app")).toHaveLength(1);
    expect(document.documentElement.outerHTML).not.toContain(secretKey);
    expect(screen.queryByTestId("account-menu")).toBeNull();
    expect(screen.queryByRole("navigation")).toBeNull();
    expect(screen.getByTestId("lock-screen")).toHaveTextContent("Sign in again as ada@contoso.example");
    await expectNoViolations();
  });

  it("is reached from the account menu, and follows the sign-in that unlocks", async () => {
    const { host } = renderApp("/workspaces");
    // The page's heading takes the focus when it appears.
    await screen.findByRole("row", { name: /churn-prod/ });
    fireEvent.click(screen.getByTestId("account-menu"));
    fireEvent.click(await screen.findByRole("button", name("Lock")));
    fireEvent.click(await screen.findByRole("button", name("Unlock")));
    const panel = within(await screen.findByTestId("sign-in-panel"));
    expect(host.callsOf("unlock_app")).toHaveLength(1);
    fireEvent.click(panel.getByRole("button", name("Cancel")));
    expect(await screen.findByRole("button", name("Back to the lock screen"))).toBeVisible();
    fireEvent.click(screen.getByRole("button", name("Back to the lock screen")));
    expect(await screen.findByTestId("lock-screen")).toBeVisible();
    expect(host.callsOf("start_sign_in")).toEqual([]);
  });

  it.each([
    ["menu", () => fireEvent.click(screen.getByTestId("account-menu"))],
    ["dialog", () => fireEvent.keyDown(document.body, { key: "?" })],
  ])("is there for assistive technology when an open %s goes with the page below", async (_, open) => {
    const { host, container } = renderApp("/workspaces");
    await screen.findByRole("row", { name: /churn-prod/ });
    open();
    await waitFor(() => expect(container).toHaveAttribute("aria-hidden", "true"));
    // As after a time without activity: the host announces the lock on any page.
    await host.invoke("lock_app");
    expect(await screen.findByRole("heading", name("Latchkey is locked"))).toHaveFocus();
    expect(screen.getByRole("button", name("Unlock"))).toBeVisible();
    expect(container).not.toHaveAttribute("aria-hidden");
  });

  it("is ended by a click if there is no person to ask and the store gives the key", async () => {
    const locked = {
      since: inSeconds(-60),
      reason: "idle",
      unlocksBy: "confirmation",
      accountName: "quote-portal",
      clientId: null,
    } as const;
    const host = demoHost({ account: portal, accounts: [portal], locked });
    renderApp("/workspaces", host);
    expect(await screen.findByTestId("lock-screen")).toHaveTextContent("Nobody used it for some time.");
    expect(host.callsOf("list_workspaces")).toEqual([]);
    fireEvent.click(screen.getByRole("button", name("Unlock")));
    expect(await screen.findByRole("row", { name: /churn-prod/ })).toBeVisible();
    expect(host.callsOf("start_sign_in")).toEqual([]);
  });

  it("says why it stays locked, and has another way out", async () => {
    const locked = {
      since: inSeconds(-60),
      reason: "suspend",
      unlocksBy: "browser",
      accountName: ada.userName,
      clientId: ada.clientId,
    } as const;
    const host = demoHost({ locked }).on("unlock_app", () => {
      throw error("noSecretStore", { message: "The store is locked." });
    });
    renderApp("/workspaces", host);
    fireEvent.click(await screen.findByRole("button", name("Unlock")));
    expect(await screen.findByText(/Latchkey stays locked/)).toBeVisible();
    fireEvent.click(screen.getByRole("button", name("Sign out all accounts")));
    await waitFor(() => expect(host.callsOf("sign_out")).toEqual([{ accountId: null }]));
  });
});

it("says beside a sign-in that failed why unlocking could not begin again", async () => {
  const locked = {
    since: inSeconds(-60),
    reason: "demand",
    unlocksBy: "browser",
    accountName: ada.userName,
    clientId: ada.clientId,
  } as const;
  const host = demoHost({ locked, signIn: { step: "failed", error: error("signInFailed") } });
  host.on("unlock_app", () => {
    throw error("noSecretStore", { message: "The store is locked." });
  });
  renderApp("/workspaces", host);
  fireEvent.click(await screen.findByRole("button", name("Sign in again")));
  expect(await screen.findByText(/The store is locked\./)).toBeVisible();
});

it("says why the keys did not lock", async () => {
  const user = userEvent.setup();
  const { host } = renderApp("/workspaces");
  await screen.findByRole("row", { name: /churn-prod/ });
  host.on("lock_app", () => {
    throw error("signInRequired", { message: "Nobody is signed in." });
  });
  await user.keyboard("{Control>}l{/Control}");
  expect(await screen.findByText("Latchkey cannot lock. Nobody is signed in.")).toBeVisible();
});

it("does not speak of the system’s store where sessions are in memory only", async () => {
  const locked = {
    since: inSeconds(-60),
    reason: "idle",
    unlocksBy: "confirmation",
    accountName: "quote-portal",
    clientId: null,
  } as const;
  renderApp("/workspaces", demoHost({ locked, secretStorage: { kind: "memory" } }));
  expect(await screen.findByTestId("lock-screen")).toHaveTextContent("The sessions are in memory only");
});

it("reports activity in a cloud without accounts, too", async () => {
  const { host } = renderApp("/workspaces", demoHost({ account: null, accounts: [] }));
  await waitFor(() => expect(host.callsOf("describe_app").length).toBeGreaterThan(0));
  await waitFor(() => {
    fireEvent.keyDown(document.body, { key: "a" });
    expect(host.callsOf("note_activity")).toHaveLength(1);
  });
});

describe("the lock in settings", () => {
  it("keeps what is chosen, and shows the timers", async () => {
    const { host } = renderApp("/settings");
    const section = within(await screen.findByTestId("lock"));
    const session = within(await screen.findByTestId("session"));
    expect(session.getByText(/^2 h ago/)).toBeVisible();
    expect(session.getByText(/12 s ahead of the sign-in service/)).toBeVisible();
    expect(session.queryByText(t("session-locks-after"))).toBeNull();
    choose(section.getByRole("combobox", name(t("lock-settings-after"))), "15 minutes");
    await waitFor(() =>
      expect(host.callsOf("save_lock_settings")).toEqual([
        { settings: { afterMinutes: 15, onSuspend: false } },
      ]),
    );
    const label = await session.findByText(t("session-locks-after"));
    // A time would be wrong at once, as every activity postpones it.
    expect(label.parentElement).toHaveTextContent("15 minutes");
    fireEvent.click(section.getByRole("checkbox"));
    await waitFor(() =>
      expect(host.callsOf("save_lock_settings").at(-1)).toEqual({
        settings: { afterMinutes: 15, onSuspend: true },
      }),
    );
    await expectNoViolations();
  });
});

it("reports activity now and then, and never without activity", async () => {
  const { host } = renderApp("/workspaces");
  await screen.findByRole("row", { name: /churn-prod/ });
  expect(host.callsOf("note_activity")).toEqual([]);
  for (let count = 0; count < 50; count += 1) fireEvent.keyDown(document.body, { key: "a" });
  expect(host.callsOf("note_activity")).toHaveLength(1);
  const later = vi.spyOn(Date, "now").mockReturnValue(Date.now() + 21_000);
  fireEvent.keyDown(document.body, { key: "a" });
  later.mockRestore();
  expect(host.callsOf("note_activity")).toHaveLength(2);
});

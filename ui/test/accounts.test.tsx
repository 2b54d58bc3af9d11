// Several accounts: the list, switching between them, and signing out.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { ada, error, machine, portal } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";

const name = (text: string | RegExp) => ({ name: text });
const several = () => demoHost({ accounts: [ada, portal, machine] });

async function openMenu(host = several()) {
  const app = renderApp("/workspaces", host);
  // The page's heading takes the focus when it appears, which would close an open menu.
  await screen.findByRole("row", name(/churn-prod/));
  fireEvent.click(screen.getByTestId("account-menu"));
  return { ...app, menu: within(await screen.findByRole("dialog", name(/Context: /))) };
}

describe("the account menu", () => {
  it("names each account, its kind and tenant, and marks the current one", async () => {
    const { menu } = await openMenu();
    const rows = menu.getAllByRole("listitem");
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/Ada Lindqvist.*Current.*ada@contoso\.example · contoso\.example/),
      expect.stringMatching(/quote-portal.*Service principal.*3d0f2b61.* · contoso\.example/),
      expect.stringMatching(/Virtual machine.*Managed identity.*Tenant e1a5c3d2-…a1b2c3d4e/),
    ]);
    expect(rows.map((row) => row.getAttribute("aria-current"))).toEqual(["true", null, null]);
    await expectNoViolations();
  });

  it("changes to another account, and every page reads again", async () => {
    const { host, menu } = await openMenu();
    const before = host.callsOf("list_workspaces").length;
    fireEvent.click(menu.getByRole("button", name("Switch to quote-portal")));
    expect(await screen.findByText("You now work as quote-portal.")).toBeVisible();
    expect(host.callsOf("choose_account")).toEqual([{ accountId: portal.id }]);
    await waitFor(() => expect(host.callsOf("list_workspaces").length).toBeGreaterThan(before));
    expect(screen.getByTestId("account-menu")).toHaveAccessibleName(
      "Context: Demo cloud › contoso.example › quote-portal",
    );
  });

  it("says why it could not change", async () => {
    const host = several().on("choose_account", () => {
      throw error("notFound", { message: "There is no such account here any more." });
    });
    const { menu } = await openMenu(host);
    fireEvent.click(menu.getByRole("button", name("Switch to quote-portal")));
    expect(await screen.findByText(/cannot switch the account. There is no such account/)).toBeVisible();
  });

  it("signs out one of them and stays with the other", async () => {
    const { host, menu } = await openMenu();
    fireEvent.click(menu.getByRole("button", name("Sign out quote-portal")));
    expect(
      await screen.findByText(/^quote-portal is signed out. .*nothing of this account is left/),
    ).toBeVisible();
    expect(host.callsOf("sign_out")).toEqual([{ accountId: portal.id }]);
    expect(screen.getByTestId("account-menu")).toHaveTextContent("ada@contoso.example");
  });

  it("signs out all of them", async () => {
    const { host, menu } = await openMenu();
    fireEvent.click(menu.getByRole("button", name("Sign out all accounts")));
    expect(await screen.findByRole("heading", name("Sign in to the demo cloud"))).toBeVisible();
    expect(host.callsOf("sign_out")).toEqual([{ accountId: null }]);
    expect(await screen.findByText(/are signed out. .*nothing of these accounts is left/)).toBeVisible();
  });

  it.each(["Switch to quote-portal", "Sign out all accounts", "Add account"])(
    "is opened, used and left with the keyboard alone: %s",
    async (button) => {
      const user = userEvent.setup();
      const { host, router } = renderApp("/workspaces", several());
      (await screen.findByTestId("account-menu")).focus();
      await user.keyboard("{Enter}");
      (await screen.findByRole("button", name(button))).focus();
      await user.keyboard("{Enter}");
      const done = () =>
        host.callsOf("choose_account").length +
        host.callsOf("sign_out").length +
        Number(router.state.location.pathname === "/add-account");
      await waitFor(() => expect(done()).toBe(1));
      await waitFor(() => expect(screen.queryByRole("list", name("Accounts"))).toBeNull());
    },
  );

  it("has one plain way out where there is one account", async () => {
    const { menu } = await openMenu(demoHost());
    expect(menu.getByRole("button", name("Sign out"))).toBeVisible();
    expect(menu.queryByRole("button", name("Sign out all accounts"))).toBeNull();
  });
});

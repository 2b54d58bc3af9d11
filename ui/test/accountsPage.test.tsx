// The page of accounts: tenants, ends of credentials, sources of this machine, and signing out with proof.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { ada, error, machine, portal } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";
import { wholeText } from "./wholeText";

const name = (text: string | RegExp) => ({ name: text });
const several = () => demoHost({ accounts: [ada, portal, machine] });
const fabrikam = "f2b6d4e3-1c5a-4b7f-9d8e-0a1b2c3d4e5f";

async function openPage(host = several()) {
  const app = renderApp("/accounts", host);
  return { ...app, page: within(await screen.findByTestId("accounts")) };
}

describe("tenants", () => {
  it("are read when they are opened, and named", async () => {
    const { host, page } = await openPage();
    expect(host.callsOf("list_tenants")).toEqual([]);
    fireEvent.click(page.getByRole("button", name("Other tenants")));
    const list = within(await page.findByRole("list", name("Other tenants")));
    expect(host.callsOf("list_tenants")).toEqual([{ accountId: ada.id }]);
    // The tenant with a session is a row above; the others follow.
    expect(list.getAllByRole("listitem").map((row) => row.textContent)).toEqual([
      "FabrikamGuestfabrikam.exampleSwitch tenant",
    ]);
    await expectNoViolations();
  });

  it("are entered without a browser", async () => {
    const { host, page } = await openPage();
    fireEvent.click(page.getByRole("button", name("Other tenants")));
    fireEvent.click(await page.findByRole("button", name("Switch tenant to Fabrikam")));
    expect(await screen.findByText("You now work in the tenant Fabrikam.")).toBeVisible();
    expect(host.callsOf("enter_tenant")).toEqual([{ accountId: ada.id, tenantId: fabrikam }]);
    expect(host.callsOf("start_sign_in")).toEqual([]);
    expect(screen.getByTestId("account-menu")).toHaveTextContent("fabrikam.example");
    // Both sessions of one person are in one group.
    const people = page.getByRole("list", name("Accounts"));
    expect(
      within(people.firstElementChild as HTMLElement).getAllByText("ada@contoso.example", { exact: false }),
    ).toHaveLength(2);
    expect(await page.findByText("This account is in no other tenant.")).toBeVisible();
  });

  it("are named before a browser opens for them", async () => {
    const host = several().on("enter_tenant", () => {
      throw error("signInRequired", { message: "Fabrikam wants a second factor." });
    });
    const { page } = await openPage(host);
    fireEvent.click(page.getByRole("button", name("Other tenants")));
    fireEvent.click(await page.findByRole("button", name("Switch tenant to Fabrikam")));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(wholeText(/^Sign in to Fabrikam$/))).toBeVisible();
    expect(dialog.getByText(wholeText(/sign-in page of Fabrikam for ada@contoso.example/))).toBeVisible();
    expect(dialog.getByText("Fabrikam wants a second factor.")).toBeVisible();
    expect(host.callsOf("start_sign_in")).toEqual([]);
    fireEvent.click(dialog.getByText("Open browser"));
    await waitFor(() =>
      expect(host.callsOf("start_sign_in")).toEqual([
        { options: { tenant: fabrikam, loginHint: ada.userName, clientId: ada.clientId } },
      ]),
    );
    expect(await screen.findByTestId("sign-in-panel")).toBeVisible();
    // A cancelled attempt can be started again.
    fireEvent.click(screen.getByRole("button", name("Cancel")));
    fireEvent.click(await screen.findByRole("button", name("Sign in again")));
    await waitFor(() => expect(host.callsOf("start_sign_in")).toHaveLength(2));
    expect(host.callsOf("start_sign_in")[1]).toEqual(host.callsOf("start_sign_in")[0]);
  });

  it("say why they could not be listed or entered", async () => {
    const host = several().on("enter_tenant", () => {
      throw error("offline", { message: "There is no connection." });
    });
    const { page } = await openPage(host);
    fireEvent.click(page.getByRole("button", name("Other tenants")));
    fireEvent.click(await page.findByRole("button", name("Switch tenant to Fabrikam")));
    expect(
      await screen.findByText(/cannot switch to the tenant Fabrikam. There is no connection./),
    ).toBeVisible();
    const refused = several().on("list_tenants", () => {
      throw error("forbidden", { message: "This account lacks a permission." });
    });
    const other = await openPage(refused);
    fireEvent.click(within(other.container).getByRole("button", name("Other tenants")));
    expect(await screen.findByText(/This account lacks a permission/)).toBeVisible();
  });
});

describe("signing in again", () => {
  it("names the tenant first, for a person", async () => {
    const { page } = await openPage();
    fireEvent.click(page.getByRole("button", name("Sign in again as ada@contoso.example")));
    expect(await screen.findByText(wholeText(/^Sign in to contoso.example$/))).toBeVisible();
  });

  it("asks an application for a new secret, with its ids filled in", async () => {
    const { page, router } = await openPage();
    fireEvent.click(page.getByRole("button", name("Sign in again as quote-portal")));
    await waitFor(() => expect(router.state.location.pathname).toBe("/add-account"));
    expect(await screen.findByRole("textbox", name(/Tenant/))).toHaveValue(portal.tenantId);
    expect(screen.getByRole("textbox", name(/Client id/))).toHaveValue(portal.clientId);
    expect(screen.getByRole("radio", name(/Service principal with secret/))).toBeChecked();
  });
});

it("asks when a secret ends on a press only", async () => {
  const { host, page } = await openPage();
  expect(host.callsOf("describe_credential")).toEqual([]);
  fireEvent.click(page.getByRole("button", name("Check credential expiry")));
  expect(
    await page.findByText(wholeText(/Expiry of the client secret “rotated”: in (90 d|89 d 23 h)/)),
  ).toBeVisible();
  expect(host.callsOf("describe_credential")).toEqual([{ accountId: portal.id }]);
});

it("shows what this machine has, and leads to signing in with it", async () => {
  const user = userEvent.setup();
  const { router } = await openPage();
  const section = within(await screen.findByTestId("sources"));
  const rows = await section.findAllByRole("listitem");
  expect(rows.map((row) => row.textContent)).toEqual([
    "FailedAZURE_* variablesAZURE_CLIENT_SECRET is not set.< 1 ms",
    "Not foundAML_* variablesAML_TENANT_ID is not set.< 1 ms",
    "Not foundManaged identityThere is no identity endpoint.612 ms",
    "FoundAzure CLISigned in to 2 of this cloud's tenants.1.2 sSign in…",
    "FoundAccounts in LatchkeyOne account is signed in.< 1 ms",
  ]);
  section.getByRole("button", name("Sign in with Azure CLI")).focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/add-account"));
  expect(await screen.findByRole("radio", name("Azure CLI"))).toBeChecked();
});

describe("signing out", () => {
  it("proves that nothing is left", async () => {
    const { page } = await openPage();
    fireEvent.click(page.getByRole("button", name("Sign out Virtual machine (system-assigned)")));
    expect(await page.findByText(/nothing of this account is left/)).toBeVisible();
    expect(page.getByTestId("sign-out-proof").closest("[tabindex]")).toHaveFocus();
    await expectNoViolations();
    fireEvent.click(screen.getByRole("button", name("Sign out all accounts")));
    expect(await page.findByText("Nobody is signed in to this cloud.")).toBeVisible();
    expect(page.getByTestId("sign-out-proof")).toHaveTextContent(
      "ada@contoso.example and quote-portal are signed out",
    );
  });

  it("says so where something is left", async () => {
    const host = several().on("sign_out", () => ({ userNames: [portal.userName], remainingItems: 2 }));
    const { page } = await openPage(host);
    fireEvent.click(page.getByRole("button", name("Sign out quote-portal")));
    expect(await page.findByText(/still finds sessions of this account on this machine: 2/)).toBeVisible();
  });
});

it("leads to adding an account if no account is signed in", async () => {
  const { router } = await openPage(demoHost({ account: null, accounts: [] }));
  fireEvent.click(screen.getByRole("button", name("Add account")));
  await waitFor(() => expect(router.state.location.pathname).toBe("/add-account"));
  expect(await screen.findByRole("heading", name("Other sign-in methods"))).toBeVisible();
});

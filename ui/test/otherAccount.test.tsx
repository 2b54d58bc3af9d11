// A page of another account says so, and does not switch by itself.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { ada, error, type overview, portal } from "./data";
import { demoHost } from "./demoHost";
import { renderApp, servicePath, workspacePath } from "./renderApp";
import { service, serviceDetails } from "./services";

const name = (text: string) => ({ name: text });
const title = name("This page belongs to another account");

const kept = () => error("otherAccount", { message: "This belongs to another account that is signed in." });
const notKept = () =>
  error(
    "otherAccount",
    { message: "This belongs to an account that is not signed in to this cloud." },
    { reason: "otherAccount", facts: { cloudId: "public", accountId: "somebody", isKept: false } },
  );

it("offers the account that it belongs to, and reads again as that one", async () => {
  const user = userEvent.setup();
  const host = demoHost({ accounts: [ada, portal] });
  const current = async () => ((await host.invoke("describe_app")) as ReturnType<typeof overview>).account;
  host.on("describe_service", async () => {
    if ((await current())?.id !== portal.id) throw kept();
    return serviceDetails(service("churn-score"));
  });
  renderApp(servicePath("churn-score"), host);
  expect(await screen.findByRole("heading", title)).toBeVisible();
  expect(screen.getByText("This belongs to another account that is signed in.")).toBeVisible();
  expect(screen.queryByRole("button", name("Try again"))).toBeNull();
  expect(host.callsOf("choose_account")).toEqual([]);
  await expectNoViolations();
  screen.getByRole("button", name("Switch to quote-portal")).focus();
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId("key-primary")).toBeVisible();
  expect(host.callsOf("choose_account")).toEqual([{ accountId: portal.id }]);
  expect(await screen.findByText("You now work as quote-portal.")).toBeVisible();
});

it("offers it without a name where the overview does not list the account", async () => {
  const host = demoHost().on("describe_workspace", () => {
    throw kept();
  });
  host.on("choose_account", () => {
    throw error("notFound", { message: "This account is not signed in any more." });
  });
  renderApp(workspacePath("services"), host);
  (await screen.findByRole("button", name("Switch to this account"))).click();
  expect(
    await screen.findByText("Latchkey cannot switch the account. This account is not signed in any more."),
  ).toBeVisible();
});

it("offers nothing but the way back where the account is not signed in", async () => {
  const host = demoHost().on("describe_service", () => {
    throw notKept();
  });
  const { router } = renderApp(servicePath("churn-score"), host);
  const panel = within(await screen.findByRole("alert"));
  expect(panel.getByText("This belongs to an account that is not signed in to this cloud.")).toBeVisible();
  const buttons = panel.getAllByRole("button", { hidden: false });
  expect(buttons.map((button) => button.textContent)).toEqual(["Back", "Details"]);
  await expectNoViolations();
  panel.getByRole("button", name("Back")).click();
  await waitFor(() => expect(router.state.location.pathname).toBe("/services"));
});

// The hosts of tokens are shown before a sign-in, and where a cloud is named.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { SignInOptions } from "../src/ipc/bindings/SignInOptions";
import { expectNoViolations } from "./axe";
import { ada, error, publicCloud, stack } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";
import { wholeText } from "./wholeText";

const name = (text: string | RegExp) => ({ name: text });
const inDialog = (text: string | RegExp) => ({ name: text, hidden: true });
const message = "Our stack is not described as it was.";

/** A host that requires the first token host to be typed before a sign-in. */
function careful() {
  return demoHost({ cloud: stack, account: null, clouds: [publicCloud, stack] }).on(
    "start_sign_in",
    ({ options }) => {
      const { confirmedHost } = options as SignInOptions;
      if (confirmedHost !== "management.stack.example") throw error("confirmDestinations", { message });
      return null;
    },
  );
}

it("asks for the host before a sign-in that needs a look, and goes on with what was typed", async () => {
  const { host } = renderApp("/", careful());
  fireEvent.click(await screen.findByRole("button", name("Sign in")));
  const dialog = within(await screen.findByRole("alertdialog", inDialog("Check where tokens go")));
  expect(dialog.getByText(message)).toBeInTheDocument();
  expect(dialog.getByText("graph.stack.example")).toBeInTheDocument();
  const action = dialog.getByRole("button", inDialog("Sign in"));
  expect(action).toHaveAttribute("aria-disabled", "true");
  const field = dialog.getByRole("textbox", inDialog("Enter management.stack.example to confirm"));
  fireEvent.change(field, { target: { value: "management.stack" } });
  expect(action).toHaveAttribute("aria-disabled", "true");
  fireEvent.change(field, { target: { value: "management.stack.example" } });
  await expectNoViolations();
  fireEvent.click(action);
  await waitFor(() => expect(host.callsOf("start_sign_in")).toHaveLength(2));
  expect(host.callsOf("start_sign_in")[1]).toEqual({
    options: { confirmedHost: "management.stack.example" },
  });
});

it("asks for the host that the error names", async () => {
  const host = careful().on("start_sign_in", () => {
    const facts = { cloud: stack.displayName, host: "arm.stack.example", resource: null, changes: [] };
    throw error("confirmDestinations", { message }, { reason: "destinationsUnconfirmed", facts });
  });
  renderApp("/", host);
  fireEvent.click(await screen.findByRole("button", name("Sign in")));
  expect(
    await screen.findByRole("textbox", inDialog("Enter arm.stack.example to confirm")),
  ).toBeInTheDocument();
});

it("starts no sign-in without a confirmation", async () => {
  const { host } = renderApp("/", careful());
  fireEvent.click(await screen.findByRole("button", name("Sign in")));
  const dialog = within(await screen.findByRole("alertdialog", inDialog("Check where tokens go")));
  fireEvent.click(dialog.getByRole("button", inDialog("Cancel")));
  expect(await screen.findByText(message)).toBeVisible();
  expect(host.callsOf("start_sign_in")).toHaveLength(1);
});

it("asks once about a session that an earlier version kept", async () => {
  const account = { ...ada, binding: "unconfirmed" } as const;
  const { host } = renderApp("/workspaces", demoHost({ cloud: publicCloud, account, accounts: [account] }));
  const bar = within(await screen.findByTestId("binding"));
  expect(bar.getByText(wholeText(/Its tokens go to management.azure.com/))).toBeVisible();
  fireEvent.click(bar.getByRole("button", name("Confirm hosts")));
  await waitFor(() => expect(screen.queryByTestId("binding")).toBeNull());
  expect(host.callsOf("confirm_destinations")).toEqual([{ accountId: ada.id, confirmedHost: null }]);
});

it("does not go on with a session whose cloud has changed, but offers to sign in", async () => {
  const account = { ...ada, binding: "changed" } as const;
  const { host } = renderApp("/workspaces", demoHost({ cloud: stack, account, accounts: [account] }));
  const bar = within(await screen.findByTestId("binding"));
  expect(bar.queryByRole("button", name("Confirm hosts"))).toBeNull();
  fireEvent.click(bar.getByRole("button", name("Sign in")));
  await waitFor(() =>
    expect(host.callsOf("start_sign_in")).toEqual([
      { options: { tenant: ada.tenantId, loginHint: ada.userName, clientId: ada.clientId } },
    ]),
  );
});

it("leads an application to where it signs in, and offers nothing more there", async () => {
  const account = { ...ada, kind: "servicePrincipal", binding: "changed" } as const;
  renderApp("/workspaces", demoHost({ cloud: stack, account, accounts: [account] }));
  const bar = within(await screen.findByTestId("binding"));
  fireEvent.click(bar.getByRole("button", name("Sign in")));
  expect(await screen.findByRole("heading", name("Add account"))).toBeVisible();
  await waitFor(() => expect(bar.queryByRole("button")).toBeNull());
});

it("names a real cloud in the header, and where its tokens go in its hint", async () => {
  renderApp("/workspaces", demoHost({ cloud: publicCloud }));
  const context = await screen.findByTestId("account-menu");
  expect(context).toHaveTextContent("Azure");
  expect(context.dataset.hint).toContain("Tokens go to management.azure.com");
});

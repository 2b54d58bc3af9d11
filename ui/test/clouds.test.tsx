// Adding and removing clouds.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { clouds, error, overview, stack } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";
import { wholeText } from "./wholeText";

const name = (text: string | RegExp) => ({ name: text });
/** The same in a dialog. Fluent regards a dialog without focus as hidden, and jsdom moves no focus. */
const inDialog = (text: string | RegExp) => ({ name: text });

async function openDialog(host = demoHost()) {
  const user = userEvent.setup();
  const app = renderApp("/settings", host);
  (await screen.findByRole("button", name("Add cloud…"))).focus();
  await user.keyboard("{Enter}");
  return { ...app, user, dialog: within(await screen.findByRole("dialog", inDialog("Add cloud"))) };
}

it("adds a cloud by its address, and says where it signs people in and where tokens go", async () => {
  const { host, user, dialog } = await openDialog();
  fireEvent.change(dialog.getByRole("textbox", inDialog(/Address/)), {
    target: { value: " https://management.stack.example " },
  });
  await expectNoViolations();
  await user.click(dialog.getByRole("button", inDialog("Add cloud")));
  const shown = within(await screen.findByRole("alertdialog", name("Our stack is added")));
  expect(shown.getByText(wholeText(/^People sign in at login.stack.example$/))).toBeInTheDocument();
  expect(shown.getByText("management.stack.example")).toBeInTheDocument();
  expect(shown.getByText("graph.stack.example")).toBeInTheDocument();
  await expectNoViolations();
  await user.click(shown.getByRole("button", name("Keep cloud")));
  expect(host.callsOf("add_cloud")).toEqual([
    {
      description: {
        kind: "resourceManager",
        address: "https://management.stack.example",
        certificates: null,
        name: null,
      },
    },
  ]);
  const section = within(screen.getByTestId("clouds"));
  expect(section.getByText("Our stack")).toBeVisible();
  expect(
    section.getByText(wholeText(/^Tokens go to management.stack.example and graph.stack.example$/)),
  ).toBeVisible();
});

it("uses a new cloud at once if the person wants", async () => {
  const { host, user, dialog } = await openDialog();
  await user.click(dialog.getByRole("radio", inDialog("From a file")));
  await user.click(dialog.getByRole("textbox", inDialog(/Description/)));
  await user.paste('{"arm":"x","password":"s3cret"}');
  expect(await dialog.findByText("Pasted description")).toBeVisible();
  expect(document.body.innerHTML).not.toContain("s3cret");
  await user.click(dialog.getByRole("button", inDialog("Add cloud")));
  const shown = within(await screen.findByRole("alertdialog", name("Our stack is added")));
  await user.click(shown.getByRole("button", name("Use it now")));
  await waitFor(() => expect(host.callsOf("choose_cloud")).toEqual([{ cloudId: "stack" }]));
});

it("shows a cloud that the command line adds, when the person comes back to the window", async () => {
  const host = demoHost();
  renderApp("/settings", host);
  const section = within(await screen.findByTestId("clouds"));
  expect(section.queryByText("Our stack")).toBeNull();
  host.on("describe_app", () => overview({ clouds: [...clouds, stack] }));
  fireEvent(globalThis.window, new Event("focus"));
  expect(await section.findByText("Our stack")).toBeVisible();
});

it("takes a cloud away again whose places are not right", async () => {
  const { host, user, dialog } = await openDialog();
  fireEvent.change(dialog.getByRole("textbox", inDialog(/Address/)), {
    target: { value: "https://management.stack.example" },
  });
  await user.click(dialog.getByRole("button", inDialog("Add cloud")));
  const shown = within(await screen.findByRole("alertdialog", name("Our stack is added")));
  await user.click(shown.getByRole("button", name("Remove cloud")));
  expect(await screen.findByText("Our stack is removed, with all its sessions.")).toBeVisible();
  expect(host.callsOf("remove_cloud")).toEqual([{ cloudId: "stack" }]);
});

it("adds a cloud from a file, with the certificates that it is believed by", async () => {
  const { host, user, dialog } = await openDialog();
  await user.click(dialog.getByRole("radio", inDialog("From a file")));
  const description = '{"displayName":"Our stack","arm":"x","clientSecret":"s3cret"}';
  await user.upload(dialog.getByTestId("file-cloud-file"), new File([description], "stack.json"));
  expect(await dialog.findByText("stack.json")).toBeVisible();
  expect(document.body.innerHTML).not.toContain("s3cret");
  expect(dialog.queryByRole("textbox", inDialog(/Description/))).toBeNull();
  const typedName = dialog.getByRole("textbox", inDialog("Name"));
  expect(typedName).toHaveValue("Our stack");
  fireEvent.change(typedName, { target: { value: "Stack of the lab " } });
  await user.upload(dialog.getByTestId("file-certificates"), new File(["PEM"], "ca.pem"));
  expect(await dialog.findByText("ca.pem")).toBeVisible();
  await user.click(dialog.getByRole("button", inDialog("Add cloud")));
  await waitFor(() =>
    expect(host.callsOf("add_cloud")).toEqual([
      { description: { kind: "json", text: description, certificates: "PEM", name: "Stack of the lab" } },
    ]),
  );
});

it("shows an error of a field at the field, and other errors below", async () => {
  const host = demoHost().on("add_cloud", () => {
    throw error("invalid", {
      message: "This is no https address of a Resource Manager.",
      field: "address",
    });
  });
  const { user, dialog } = await openDialog(host);
  await user.click(dialog.getByRole("button", inDialog("Add cloud")));
  expect(await dialog.findByText("This is no https address of a Resource Manager.")).toBeVisible();
  host.on("add_cloud", () => {
    throw error("offline", { message: "There is no connection." });
  });
  await user.click(dialog.getByRole("button", inDialog("Add cloud")));
  expect(await dialog.findByText("No connection")).toBeVisible();
});

it("removes a cloud, but not the one that is in use", async () => {
  const host = demoHost({ clouds: [...clouds, stack] });
  renderApp("/settings", host);
  fireEvent.click(await screen.findByRole("button", name("Remove Our stack")));
  expect(host.callsOf("remove_cloud")).toEqual([]);
  fireEvent.click(await screen.findByRole("button", inDialog("Remove cloud")));
  expect(await screen.findByText("Our stack is removed, with all its sessions.")).toBeVisible();
  expect(host.callsOf("remove_cloud")).toEqual([{ cloudId: "stack" }]);
});

it("keeps the cloud that is in use", async () => {
  const host = demoHost({ clouds: [...clouds, stack], cloud: stack });
  renderApp("/settings", host);
  const remove = await screen.findByRole("button", name("Remove Our stack"));
  expect(remove).toHaveAttribute("aria-disabled", "true");
  fireEvent.click(remove);
  expect(host.callsOf("remove_cloud")).toEqual([]);
});

it("asks for no tenant where another provider signs people in, and offers none of Entra's own methods", async () => {
  const provider = { ...stack, hasTenants: false };
  const host = demoHost({ clouds: [...clouds, provider], cloud: provider, account: null, accounts: [] });
  renderApp("/add-account", host);
  expect(await screen.findAllByRole("radio")).toHaveLength(4);
  expect(screen.queryByRole("textbox", name(/Tenant/))).toBeNull();
  expect(screen.getByTestId("account-menu")).toHaveAccessibleName("Context: Our stack › Not signed in");
  fireEvent.change(screen.getByRole("textbox", name(/Client id/)), { target: { value: "desktop app" } });
  fireEvent.click(screen.getByRole("button", name("Sign in")));
  await waitFor(() =>
    expect(host.callsOf("start_sign_in")).toEqual([
      { options: { clientId: "desktop app", method: { kind: "browser" } } },
    ]),
  );
});

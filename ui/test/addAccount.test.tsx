// Each sign-in method: its fields, the request to the host, and no secret left on the page.
import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { AppOverview } from "../src/ipc/bindings/AppOverview";
import { canary, clientId, fill, name, open, press } from "./addAccountForm";
import { expectNoViolations } from "./axe";
import { choose } from "./choose";
import { demoHost } from "./demoHost";
import type { MemoryTransport } from "./memoryTransport";
import { renderApp } from "./renderApp";

const noop = () => undefined;
const nobody = { account: null, accounts: [] };

describe("the form", () => {
  it.each([
    ["Browser", ["Tenant", "Client id"]],
    ["Device code", ["Tenant", "Client id"]],
    ["Service principal with secret", ["Tenant", "Client id", "Client secret"]],
    ["Service principal with certificate", ["Tenant", "Client id", "Password of the file"]],
    ["JSON of the Azure CLI", ["JSON"]],
    ["Environment variables", []],
    ["Azure CLI", ["Tenant"]],
    ["Managed identity", []],
  ])("asks for what %s needs, and for nothing else", async (method, labels) => {
    await open(method);
    const panel = screen.getByTestId("method-fields");
    const fields = [...panel.querySelectorAll("input, textarea")].filter(
      (field) => !(field as HTMLInputElement).hidden && (field as HTMLInputElement).type !== "radio",
    );
    const shown = fields.map((field) =>
      (field as HTMLInputElement).labels?.[0]?.textContent?.replace("*", ""),
    );
    expect(shown).toEqual(labels);
    await expectNoViolations();
  });

  it("keeps the chosen cloud, and asks for one only where none is chosen", async () => {
    const first = await open("Device code");
    expect(screen.getByText("Cloud: Demo cloud")).toBeVisible();
    expect(screen.queryByRole("combobox", name("Cloud"))).toBeNull();
    first.unmount();
    const { host } = await open("Azure CLI", demoHost({ ...nobody, cloud: null }));
    choose(screen.getByRole("combobox", name("Cloud")), /Government/);
    press();
    await waitFor(() =>
      expect(host.callsOf("start_sign_in")).toEqual([
        { options: { cloudId: "usgov", method: { kind: "azureCli" } } },
      ]),
    );
  });

  it("offers the methods in one line where the window is narrow", async () => {
    const media = vi.spyOn(window, "matchMedia").mockImplementation((query) => {
      const list = { matches: query.includes("max-width"), media: query };
      return { ...list, addEventListener: noop, removeEventListener: noop } as unknown as MediaQueryList;
    });
    renderApp("/add-account");
    const methods = await screen.findByRole("combobox", name("Sign-in method"));
    choose(methods, "Managed identity");
    expect(screen.getByRole("heading", name("Managed identity"))).toBeVisible();
    await expectNoViolations();
    media.mockRestore();
  });

  it("is reached from the first page, the sign-in page and back by Escape", async () => {
    const first = renderApp("/", demoHost({ ...nobody, cloud: null }));
    fireEvent.click(await screen.findByRole("button", name("Other sign-in methods")));
    expect(await screen.findByRole("heading", name("Other sign-in methods"))).toBeVisible();
    first.unmount();
    const user = userEvent.setup();
    const { router } = renderApp("/", demoHost(nobody));
    fireEvent.click(await screen.findByRole("button", name("Other sign-in methods")));
    await screen.findByTestId("method-fields");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/workspaces"));
  });
});

describe("what the host is asked for", () => {
  const asked = async (host: MemoryTransport, options: object) =>
    waitFor(() => expect(host.callsOf("start_sign_in")).toEqual([{ options }]));

  it("a device code, whose panel has steps of its own from the start", async () => {
    const host = demoHost().on("start_sign_in", () => null);
    const answer = (await host.invoke("describe_app")) as AppOverview;
    host.on("describe_app", () => ({
      ...answer,
      signIn: host.callsOf("start_sign_in").length > 0 ? { step: "discovering" } : null,
    }));
    await open("Device code", host);
    press("Get a code");
    await asked(host, { method: { kind: "deviceCode" } });
    expect(await screen.findByText("Waiting for you to enter the code")).toBeVisible();
  });

  it("a secret, which no cache keeps", async () => {
    const { host, queryClient } = await open("Service principal with secret");
    fill(/^Tenant/, " contoso.com ");
    fill(/^Client id/, clientId);
    fill(/^Client secret/, canary);
    const secret = screen.getByLabelText(/^Client secret/, { selector: "input" });
    expect(secret).toHaveAttribute("type", "password");
    press("Show client secret");
    expect(secret).toHaveAttribute("type", "text");
    press("Hide client secret");
    press();
    await asked(host, {
      tenant: "contoso.com",
      clientId,
      method: { kind: "clientSecret", secret: canary },
    });
    await screen.findByTestId("sign-in-panel");
    const cached = JSON.stringify([
      queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
      queryClient
        .getMutationCache()
        .getAll()
        .map(({ state }) => state),
    ]);
    expect(cached).not.toContain(canary);
    expect(document.documentElement.outerHTML).not.toContain(canary);
  });

  it("a certificate, read when the sign-in starts", async () => {
    const { host } = await open("Service principal with certificate");
    press();
    expect(await screen.findByText("Choose the file of the certificate.")).toBeVisible();
    expect(host.callsOf("start_sign_in")).toEqual([]);
    const file = new File([new Uint8Array([0, 255, 128])], "portal.pfx");
    fireEvent.change(screen.getByTestId("file-certificate"), { target: { files: [file] } });
    const remove = await screen.findByRole("button", name("Remove portal.pfx"));
    expect(remove).toHaveFocus();
    fireEvent.click(remove);
    expect(screen.getByRole("button", name("Certificate: Choose file…"))).toHaveFocus();
    fireEvent.drop(screen.getByTestId("drop-certificate"), { dataTransfer: { files: [file] } });
    expect(await screen.findByText("portal.pfx")).toBeVisible();
    fill(/^Tenant/, "contoso.com");
    fill(/^Client id/, clientId);
    fill(/^Password of the file/, canary);
    press();
    const method = { kind: "clientCertificate", file: "AP+A", password: canary };
    await asked(host, { tenant: "contoso.com", clientId, method });
  });

  it("the JSON of az, pasted or from a file, shown as dots unless asked", async () => {
    const { host } = await open("JSON of the Azure CLI");
    press();
    expect(await screen.findByText("Paste the JSON, or choose its file.")).toBeVisible();
    const json = JSON.stringify({ clientId, clientSecret: canary, tenantId: "contoso.com" });
    const file = new File([json], "sp.json", { type: "application/json" });
    fireEvent.drop(screen.getByTestId("drop-json"), { dataTransfer: { files: [file] } });
    const area = screen.getByLabelText(/^JSON/, { selector: "textarea" });
    await waitFor(() => expect(area).toHaveValue(json));
    expect(area).toHaveClass("latchkey-dots");
    press("Show JSON");
    expect(area).not.toHaveClass("latchkey-dots");
    press();
    await asked(host, { method: { kind: "sdkAuth", json } });
  });

  it("variables of the environment", async () => {
    const { host } = await open("Environment variables");
    fireEvent.click(screen.getByRole("radio", name(/^AZURE_\*/)));
    press();
    await asked(host, { method: { kind: "environment", variables: "azure" } });
  });

  it("one of the machine's identities", async () => {
    const { host } = await open("Managed identity");
    fireEvent.click(screen.getByRole("radio", name("User-assigned, by resource id")));
    fill(/^Resource id/, " /subscriptions/s/x ");
    press();
    const identity = { kind: "resourceId", id: "/subscriptions/s/x" };
    await asked(host, { method: { kind: "managedIdentity", identity } });
  });
});

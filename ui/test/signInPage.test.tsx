// The window says which program the sign-in page names, before a browser opens.
import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { t } from "../src/words";
import { publicCloud, settings } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";

const signedOut = { account: null, accounts: [], cloud: publicCloud };
const note = () => screen.queryByText(t("sign-in-names-azure-cli"));
const own = "3d0f2b61-77c4-4c0d-8a53-90b1f6f5a7de";

describe("the sign-in page names the Azure CLI", () => {
  it("where its client id is used, until another one is typed", async () => {
    renderApp("/", demoHost(signedOut));
    expect(await screen.findByText(t("sign-in-names-azure-cli"))).toBeVisible();
    fireEvent.click(screen.getByRole("button", { name: t("sign-in-options") }));
    fireEvent.change(screen.getByRole("textbox", { name: t("sign-in-client-id") }), {
      target: { value: own },
    });
    expect(note()).toBeNull();
  });

  it("on the page of every sign-in method that has a page", async () => {
    renderApp("/add-account", demoHost(signedOut));
    expect(await screen.findByText(t("sign-in-names-azure-cli"))).toBeVisible();
    fireEvent.click(screen.getByRole("radio", { name: t("add-method", { method: "azureCli" }) }));
    expect(note()).toBeNull();
  });

  it("unless the settings have another client id", async () => {
    renderApp(
      "/",
      demoHost(signedOut).on("describe_settings", () => settings({ clientId: own })),
    );
    expect(await screen.findByRole("button", { name: t("action-sign-in") })).toBeVisible();
    expect(note()).toBeNull();
  });

  it("unless the cloud can have a client id of its own", async () => {
    renderApp("/", demoHost({ ...signedOut, cloud: { ...publicCloud, isAdded: true } }));
    expect(await screen.findByRole("button", { name: t("action-sign-in") })).toBeVisible();
    expect(note()).toBeNull();
  });
});

// Before a browser opens, the program that the sign-in page names is said; details stand beside each message.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { keys } from "../src/ipc/queries";
import { t } from "../src/words";
import { ada, error, publicCloud, settings } from "./data";
import { demoHost, inSeconds } from "./demoHost";
import { renderApp } from "./renderApp";

const ofAzureCli = settings().defaultClientId;
const own = "7d1f0c52-9a0b-4a57-8a4b-0f1d3e5c7b90";
const note = "sign-in-page-note";

describe("the program that the sign-in page names", () => {
  const locked = (clientId: string | null, unlocksBy: "browser" | "confirmation" = "browser") =>
    demoHost({
      locked: { since: inSeconds(-60), reason: "idle", unlocksBy, accountName: ada.userName, clientId },
    });

  it("is said on the lock screen if the browser unlocks", async () => {
    renderApp("/workspaces", locked(ofAzureCli));
    expect(await screen.findByTestId(note)).toHaveTextContent(t("sign-in-names-azure-cli"));
  });

  it.each([
    ["another application", locked(own)],
    ["an account that needs no browser", locked(null, "confirmation")],
  ])("is not said there of %s", async (_, host) => {
    const { queryClient } = renderApp("/workspaces", host);
    expect(await screen.findByTestId("lock-screen")).toBeVisible();
    await waitFor(() => expect(queryClient.getQueryData(keys.settings)).toBeDefined());
    expect(screen.queryByTestId(note)).toBeNull();
  });

  it("is said where the description of a cloud changed", async () => {
    const account = { ...ada, binding: "changed", clientId: ofAzureCli } as const;
    renderApp("/about", demoHost({ account, accounts: [account] }));
    expect(await within(await screen.findByTestId("binding")).findByTestId(note)).toBeVisible();
  });

  it("is said where a list needs a sign-in", async () => {
    const account = { ...ada, clientId: ofAzureCli };
    const host = demoHost({ account, accounts: [account] }).on("list_workspaces", () => {
      throw error("signInRequired");
    });
    renderApp("/workspaces", host);
    expect(await within(await screen.findByRole("alert")).findByTestId(note)).toBeVisible();
  });
});

describe("details", () => {
  const details = [{ label: "What the system said", value: "no such collection" }];

  it("stand below the choice of memory that failed", async () => {
    const host = demoHost({
      cloud: publicCloud,
      account: null,
      accounts: [],
      secretStorage: { kind: "unavailable", reason: "no such service" },
    }).on("allow_session_only", () => {
      throw error("internal", { details });
    });
    renderApp("/", host);
    const bar = within(await screen.findByTestId("session-only"));
    fireEvent.click(bar.getByRole("button", { name: t("sign-in-memory") }));
    fireEvent.click(await bar.findByRole("button", { name: t("failure-details") }));
    expect(await bar.findByText("no such collection")).toBeVisible();
  });

  it("stand below a field that is wrong", async () => {
    const host = demoHost().on("add_cloud", () => {
      throw error("invalid", { field: "address", details });
    });
    renderApp("/settings", host);
    fireEvent.click(await screen.findByRole("button", { name: t("added-clouds-add") }));
    const dialog = within(await screen.findByRole("dialog"));
    fireEvent.click(dialog.getByRole("button", { name: t("added-clouds-add-action") }));
    fireEvent.click(await dialog.findByRole("button", { name: t("failure-details") }));
    expect(await dialog.findByText("no such collection")).toBeVisible();
  });
});

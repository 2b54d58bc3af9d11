// The doctor of the secret store in settings.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { t } from "../src/words";
import { expectNoViolations } from "./axe";
import { error } from "./data";
import { demoHost } from "./demoHost";
import { renderApp } from "./renderApp";
import { purgeReport, secretStoreReport } from "./secretStore";

const name = (text: string) => ({ name: text });

async function openSection(host = demoHost()) {
  renderApp("/settings", host);
  return { host, section: within(await screen.findByTestId("secret-store")) };
}

async function typePurge(text: string) {
  const dialog = within(await screen.findByRole("alertdialog"));
  fireEvent.change(dialog.getByRole("textbox"), { target: { value: text } });
  fireEvent.click(dialog.getByRole("button", { name: "Remove all secrets" }));
  return dialog;
}

describe("the doctor", () => {
  it("looks only when it is asked to, and tells each item", async () => {
    const { host, section } = await openSection();
    expect(host.callsOf("check_secret_store")).toEqual([]);
    fireEvent.click(section.getByRole("button", name("Check items")));
    const session = await section.findByRole("row", { name: /ada@contoso.example/ });
    expect(session).toHaveTextContent("2,315 bytes");
    expect(session).toHaveTextContent("AES-256-GCM (LKV1), Secret Service");
    expect(session).toHaveTextContent("Can be opened");
    expect(section.getByRole("row", { name: /Its file is cut off. Sign in again./ })).toBeVisible();
    expect(section.getByText(t("secrets-orphaned-keys", { count: 1 }))).toBeVisible();
    expect(section.getByText(/notes\.txt/)).toBeVisible();
    await expectNoViolations();
  });

  it("explains a store that is locked, with the way out", async () => {
    const trouble = {
      kind: "locked",
      message: "The keyring is locked.",
      wayOut: "Unlock it.",
      reason: "the keyring said no",
    } as const;
    const host = demoHost().on("check_secret_store", () =>
      secretStoreReport({ trouble, items: [], orphanedKeys: { kind: "unlisted" }, otherFiles: [] }),
    );
    const { section } = await openSection(host);
    fireEvent.click(section.getByRole("button", name("Check items")));
    expect(await section.findByText(/The keyring is locked\./)).toBeVisible();
    expect(section.getByText(/Unlock it\./)).toBeVisible();
    expect(section.getByText(/The system said: the keyring said no/)).toBeVisible();
    expect(section.getByText(t("secrets-none"))).toBeVisible();
    expect(section.getByText(/cannot list its keys/)).toBeVisible();
  });

  it("tries the store, and says why it failed", async () => {
    const { host, section } = await openSection();
    fireEvent.click(section.getByRole("button", name("Test secret store")));
    expect(await section.findByText(/test secret in 12 ms/)).toBeVisible();
    host.on("try_secret_store", () => {
      throw error("internal", { message: "The keyring is locked." });
    });
    fireEvent.click(section.getByRole("button", name("Test secret store")));
    expect(await section.findByText(/The test of the secret store failed/)).toBeVisible();
  });
});

describe("removing everything", () => {
  it("wants the word typed, and proves that nothing is left", async () => {
    const { host, section } = await openSection();
    fireEvent.click(section.getByRole("button", name("Remove all secrets…")));
    await typePurge("yes");
    expect(host.callsOf("purge_secret_store")).toEqual([]);
    await typePurge("purge");
    await waitFor(() => expect(host.callsOf("purge_secret_store")).toEqual([{ typedWord: "purge" }]));
    const proof = await screen.findByTestId("purge-proof");
    expect(proof).toHaveTextContent("Items: 2. Keys: 3. It checked again: nothing is left.");
    expect(screen.getByTestId("account-menu")).toHaveTextContent("Not signed in");
  });

  it("claims no more than was proven", async () => {
    const left = {
      isProven: false,
      remaining: 1,
      hasListedKeys: false,
      failures: ["The keyring is locked."],
    };
    const host = demoHost().on("purge_secret_store", () => purgeReport(left));
    const { section } = await openSection(host);
    fireEvent.click(section.getByRole("button", name("Remove all secrets…")));
    await typePurge("purge");
    const proof = await screen.findByTestId("purge-proof");
    expect(proof).toHaveTextContent("Latchkey cannot prove that nothing is left.");
    expect(proof).toHaveTextContent("The keyring is locked.");
  });
});

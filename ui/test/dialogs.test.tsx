// Where the focus is when a dialog opens and when it has a result; what Enter and Escape do.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { demoHost, inSeconds } from "./demoHost";
import { renderApp, servicePath } from "./renderApp";

const name = (text: string) => ({ name: text });

describe("a dialog", () => {
  it("has the focus in its field, and then on its result, which is read aloud", async () => {
    const user = userEvent.setup();
    renderApp(servicePath("churn-score"));
    await user.click(await screen.findByRole("button", name("Regenerate primary key…")));
    const field = await screen.findByRole("textbox", name("Enter churn-score to confirm"));
    await waitFor(() => expect(field).toHaveFocus());
    await user.keyboard("churn-score{Enter}");
    const result = await screen.findByText("The primary key is new. The secondary key did not change.");
    await waitFor(() => expect(document.activeElement).toContainElement(result));
    expect(document.activeElement).toHaveAttribute("role", "status");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    await waitFor(() => expect(screen.getByRole("button", name("Regenerate primary key…"))).toHaveFocus());
  });

  it.each(["Reset demo cloud…", "Remove all secrets…"])(
    "of a word has the focus in its field: %s",
    async (button) => {
      const user = userEvent.setup();
      renderApp("/settings");
      await user.click(await screen.findByRole("button", name(button)));
      await screen.findByRole("alertdialog");
      await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox")));
      await user.keyboard("{Escape}");
      await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    },
  );

  it("keeps a new cloud on Enter, and removes one only on its button", async () => {
    const user = userEvent.setup();
    const { host } = renderApp("/settings");
    await user.click(await screen.findByRole("button", name("Add cloud…")));
    await user.type(
      await screen.findByRole("textbox", name("Address of Azure Resource Manager")),
      "https://x.example{Enter}",
    );
    const keep = await screen.findByRole("button", name("Keep cloud"));
    await waitFor(() => expect(keep).toHaveFocus());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    await user.click(screen.getByRole("button", { name: /^Remove (?!all)/ }));
    await waitFor(() => expect(screen.getByRole("button", name("Cancel"))).toHaveFocus());
    await user.keyboard("{Enter}");
    expect(host.callsOf("remove_cloud")).toEqual([]);
  });
});

describe("Enter and Escape", () => {
  it("unlock and cancel on the lock screen", async () => {
    const user = userEvent.setup();
    const locked = {
      since: inSeconds(-60),
      reason: "idle",
      unlocksBy: "browser",
      accountName: "ada",
      clientId: "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
    } as const;
    const { host } = renderApp("/workspaces", demoHost({ locked }));
    await waitFor(() => expect(screen.getByRole("heading", name("Latchkey is locked"))).toHaveFocus());
    await user.keyboard("{Enter}");
    await screen.findByTestId("sign-in-panel");
    expect(host.callsOf("unlock_app")).toHaveLength(1);
    await user.keyboard("{Escape}");
    await screen.findByRole("button", name("Back to the lock screen"));
    expect(host.callsOf("cancel_sign_in")).toHaveLength(1);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(host.callsOf("unlock_app")).toHaveLength(2));
    await screen.findByRole("button", name("Cancel"));
    await user.keyboard("{Escape}");
    await screen.findByRole("button", name("Back to the lock screen"));
    await user.keyboard("{Escape}");
    expect(await screen.findByTestId("lock-screen")).toBeVisible();
  });

  it("begin and cancel a sign-in", async () => {
    const user = userEvent.setup();
    const { host } = renderApp("/", demoHost({ account: null, accounts: [] }));
    await screen.findByRole("button", name("Sign in"));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(host.callsOf("start_sign_in")).toHaveLength(1));
    await screen.findByTestId("sign-in-panel");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(host.callsOf("cancel_sign_in")).toHaveLength(1));
  });

  it("leave Enter to the button that has the focus", async () => {
    const user = userEvent.setup();
    const { host, router } = renderApp("/", demoHost({ account: null, accounts: [] }));
    (await screen.findByRole("button", name("Other sign-in methods"))).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/add-account"));
    expect(host.callsOf("start_sign_in")).toEqual([]);
  });
});

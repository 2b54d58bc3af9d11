// The outcomes of a sign-in on the page for all methods: refused, failed, cancelled or successful.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AppOverview } from "../src/ipc/bindings/AppOverview";
import type { Field } from "../src/ipc/bindings/Field";
import { canary, clientId, fill, name, open, press } from "./addAccountForm";
import { expectNoViolations } from "./axe";
import { ada, error, portal, publicCloud } from "./data";
import { demoHost, inSeconds } from "./demoHost";

const invalid = (field: Field, message: string) => error("invalid", { message, correlationId: null, field });

describe("what is wrong", () => {
  it("is said at the field, which takes the focus, and goes when the field changes", async () => {
    const host = demoHost().on("start_sign_in", () => {
      throw invalid("tenant", "Enter the application’s tenant.");
    });
    await open("Service principal with secret", host);
    fill(/^Client secret/, canary);
    press();
    const tenant = screen.getByRole("textbox", name(/^Tenant/));
    await waitFor(() => expect(tenant).toHaveAttribute("aria-invalid", "true"));
    expect(tenant).toHaveAccessibleDescription(/Enter the application’s tenant/);
    await waitFor(() => expect(tenant).toHaveFocus());
    expect(screen.getByLabelText(/^Client secret/, { selector: "input" })).toHaveValue(canary);
    await expectNoViolations();
    fill(/^Tenant/, "contoso.com");
    expect(screen.queryByText("Enter the application’s tenant.")).toBeNull();
  });

  it("is said below where the form has no such field", async () => {
    const host = demoHost().on("start_sign_in", () => {
      throw invalid("tenant", "AML_TENANT_ID is no tenant.");
    });
    await open("Environment variables", host);
    press();
    expect(await screen.findByText("AML_TENANT_ID is no tenant.")).toBeVisible();
  });

  it("forgets the secret when another method is chosen", async () => {
    await open("Service principal with secret");
    fill(/^Client secret/, canary);
    fireEvent.click(screen.getByRole("radio", name("Browser")));
    fireEvent.click(screen.getByRole("radio", name("Service principal with secret")));
    expect(screen.getByLabelText(/^Client secret/, { selector: "input" })).toHaveValue("");
  });

  it("comes back to the form with everything but the secret", async () => {
    const host = demoHost();
    const answer = (await host.invoke("describe_app")) as AppOverview;
    let signIn: AppOverview["signIn"] = null;
    host
      .on("describe_app", () => ({ ...answer, signIn }))
      .on("start_sign_in", () => {
        signIn = { step: "failed", error: error("signInFailed", { message: "The secret is wrong." }) };
        return null;
      })
      .on("dismiss_sign_in_failure", () => {
        signIn = null;
        return null;
      });
    await open("Service principal with secret", host);
    fill(/^Tenant/, "contoso.com");
    fill(/^Client id/, clientId);
    fill(/^Client secret/, canary);
    press();
    expect(await screen.findByText("The secret is wrong.")).toBeVisible();
    expect(screen.queryByRole("button", name("Sign in again"))).toBeNull();
    press("Back to the form");
    expect(await screen.findByRole("textbox", name(/^Tenant/))).toHaveValue("contoso.com");
    expect(screen.getByLabelText(/^Client secret/, { selector: "input" })).toHaveValue("");
  });
});

describe("the end", () => {
  it("leads to the workspaces as the new account, however quick it was", async () => {
    const host = demoHost();
    const answer = (await host.invoke("describe_app")) as AppOverview;
    const isDone = () => host.callsOf("start_sign_in").length > 0;
    host
      .on("start_sign_in", () => {
        // The sign-in ends before the command returns.
        host.emit("changed", { kind: "signInEnded", outcome: { kind: "signedIn", accountId: portal.id } });
        return null;
      })
      .on("describe_app", () =>
        isDone() ? { ...answer, account: portal, accounts: [ada, portal] } : answer,
      );
    const { router } = await open("Managed identity", host);
    press();
    expect(await screen.findByText("Signed in as quote-portal.")).toBeVisible();
    await waitFor(() => expect(router.state.location.pathname).toBe("/workspaces"));
  });

  it("is not announced where it was cancelled, and the form is there again", async () => {
    const waiting = {
      step: "waiting",
      until: inSeconds(300),
      authorityHost: "login.example",
      hasRefusedPeer: false,
    } as const;
    const host = demoHost({ cloud: publicCloud });
    const answer = (await host.invoke("describe_app")) as AppOverview;
    let signIn: AppOverview["signIn"] = null;
    const set = (next: AppOverview["signIn"]) => () => {
      signIn = next;
      return null;
    };
    host
      .on("describe_app", () => ({ ...answer, signIn }))
      .on("start_sign_in", set(waiting))
      .on("cancel_sign_in", () => {
        signIn = null;
        host.emit("changed", { kind: "signInEnded", outcome: { kind: "cancelled" } });
        return null;
      });
    await open("Browser", host);
    fill(/^Tenant/, "contoso.com");
    press();
    fireEvent.click(within(await screen.findByTestId("sign-in-panel")).getByRole("button", name("Cancel")));
    expect(await screen.findByRole("textbox", name(/^Tenant/))).toHaveValue("contoso.com");
    expect(screen.queryByText(/^Signed in as/)).toBeNull();
  });
});

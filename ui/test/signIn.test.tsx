// The start of a sign-in, its steps and its outcomes.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { t } from "../src/words";
import { expectNoViolations } from "./axe";
import { choose } from "./choose";
import { ada, error, publicCloud } from "./data";
import { demoHost, inSeconds } from "./demoHost";
import { renderApp } from "./renderApp";

const name = (text: string | RegExp) => ({ name: text });
const signedOut = { account: null };
const noStore = { kind: "unavailable", reason: "no such service" } as const;

describe("first run", () => {
  it("offers two ways to start and takes neither by itself", async () => {
    const { host } = renderApp("/", demoHost({ cloud: null, account: null }));
    expect(await screen.findByRole("button", name("Try the demo cloud"))).toBeVisible();
    expect(screen.getByRole("button", name("Sign in to Azure"))).toBeVisible();
    expect(screen.getByTestId("account-menu")).toHaveTextContent("No cloud selected");
    expect(host.calls.map(({ command }) => command)).not.toContain("choose_cloud");
    await expectNoViolations();
  });

  it("goes to the demo cloud's sign-in", async () => {
    const { host } = renderApp("/", demoHost({ cloud: null, account: null }));
    fireEvent.click(await screen.findByRole("button", name("Try the demo cloud")));
    expect(await screen.findByRole("heading", name("Sign in to the demo cloud"))).toBeVisible();
    expect(host.callsOf("choose_cloud")).toEqual([{ cloudId: "demo" }]);
    fireEvent.click(screen.getByRole("button", name("Sign in")));
    expect(await screen.findByTestId("sign-in-panel")).toBeVisible();
    await expectNoViolations();
  });

  it("signs a person of the demo cloud in with one press, with or without a secret store", async () => {
    const { host } = renderApp("/", demoHost({ cloud: null, account: null }));
    fireEvent.click(await screen.findByRole("button", name("Continue as Ada Lindqvist (owner)")));
    const asAda = { options: { cloudId: "demo", loginHint: "ada@contoso.example" } };
    await waitFor(() => expect(host.callsOf("start_sign_in")).toEqual([asAda]));
    expect(host.callsOf("allow_session_only")).toEqual([]);
  });

  it("keeps the demo cloud's session in memory without a question where there is no store", async () => {
    const { host } = renderApp("/", demoHost({ cloud: null, account: null, secretStorage: noStore }));
    expect(await screen.findByText(/keeps the session of the demo cloud in memory only/)).toBeVisible();
    fireEvent.click(screen.getByRole("button", name("Continue as Mei Tanaka (no role)")));
    const asMei = { options: { cloudId: "demo", loginHint: "mei@contoso.example" } };
    await waitFor(() => expect(host.callsOf("start_sign_in")).toEqual([asMei]));
    expect(host.callsOf("allow_session_only")).toHaveLength(1);
  });

  it("hands cloud, tenant and client id to the sign-in, once they are right", async () => {
    const { host } = renderApp("/", demoHost({ cloud: null, account: null }));
    fireEvent.click(await screen.findByRole("button", name("Sign-in options")));
    choose(screen.getByRole("combobox", name("Cloud")), /Government/);
    fireEvent.change(screen.getByRole("textbox", name("Tenant")), { target: { value: "contoso.us" } });
    fireEvent.change(screen.getByRole("textbox", name("Client id")), { target: { value: "nonsense" } });
    expect(screen.getByText(t("sign-in-client-id-wrong"))).toBeVisible();
    const button = screen.getByRole("button", name("Sign in to Azure"));
    expect(button).toHaveAttribute("aria-disabled", "true");
    fireEvent.change(screen.getByRole("textbox", name("Client id")), { target: { value: "" } });
    fireEvent.click(button);
    await waitFor(() =>
      expect(host.callsOf("start_sign_in")).toEqual([
        { options: { cloudId: "usgov", tenant: "contoso.us" } },
      ]),
    );
  });
});

describe("the panel", () => {
  const waiting = {
    step: "waiting",
    until: inSeconds(300),
    authorityHost: "login.example",
    hasRefusedPeer: false,
  } as const;

  it("names the page's host, counts down, and offers to open again, copy the link and cancel", async () => {
    const { host } = renderApp("/", demoHost({ ...signedOut, cloud: publicCloud, signIn: waiting }));
    const panel = within(await screen.findByTestId("sign-in-panel"));
    expect(panel.getByText("login.example")).toBeVisible();
    expect(panel.queryByTestId("refused-peer")).toBeNull();
    expect(panel.getByText(/^[45]:\d\d$/)).toBeVisible();
    expect(panel.getByRole("listitem", name("Waiting for you in the browser: in progress"))).toHaveAttribute(
      "aria-current",
      "step",
    );
    await expectNoViolations();
    fireEvent.click(panel.getByRole("button", name("Open page again")));
    fireEvent.click(panel.getByRole("button", name("Copy link")));
    expect(await screen.findByText(/Copied: Sign-in link/)).toBeVisible();
    expect(host.callsOf("reopen_sign_in_page")).toHaveLength(1);
    fireEvent.click(panel.getByRole("button", name("Cancel")));
    expect(await screen.findByRole("heading", name("Sign-in cancelled"))).toBeVisible();
  });

  it("tells of a program that was refused, and offers a code in its place", async () => {
    const refused = { ...waiting, hasRefusedPeer: true };
    const { host } = renderApp("/", demoHost({ ...signedOut, cloud: publicCloud, signIn: refused }));
    const notice = within(await screen.findByTestId("refused-peer"));
    expect(notice.getByText(/refused a program/)).toBeVisible();
    await expectNoViolations();
    fireEvent.click(notice.getByRole("button", name("Sign in with a device code")));
    await waitFor(() =>
      expect(host.callsOf("start_sign_in")).toMatchObject([{ options: { method: { kind: "deviceCode" } } }]),
    );
  });

  it.each([
    ["discovering", "Finding the sign-in page: in progress"],
    ["exchanging", "Getting the token: in progress"],
  ] as const)("shows that it is %s", async (step, item) => {
    renderApp("/", demoHost({ ...signedOut, signIn: { step } }));
    expect(await screen.findByRole("listitem", name(item))).toBeVisible();
    await expectNoViolations();
  });

  it("ends at the services, and says who is signed in", async () => {
    let signIn: object | null = { step: "exchanging" };
    const base = demoHost();
    const answer = () => base.invoke("describe_app") as Promise<object>;
    const host = demoHost();
    host.on("describe_app", async () => ({
      ...(await answer()),
      signIn,
      ...(signIn ? signedOut : {}),
    }));
    renderApp("/", host);
    await screen.findByTestId("sign-in-panel");
    signIn = null;
    host.emit("changed", { kind: "signInEnded", outcome: { kind: "signedIn", accountId: ada.id } });
    expect(await screen.findByRole("row", name(/^churn-score-canary/))).toBeVisible();
    expect(await screen.findByText("Signed in as Ada Lindqvist.")).toBeVisible();
  });
});

describe("a failure", () => {
  const failed = (code: Parameters<typeof error>[0], changes = {}, more = {}) =>
    demoHost({ ...signedOut, ...more, signIn: { step: "failed", error: error(code, changes) } });

  it("says a sentence, offers it again, and keeps the details one click away", async () => {
    const details = [{ label: "Code", value: "AADSTS65001" }];
    const { host } = renderApp("/", failed("signInFailed", { message: "Consent was refused.", details }));
    expect(await screen.findByText("Consent was refused.")).toBeVisible();
    expect(screen.queryByText("AADSTS65001")).toBeNull();
    fireEvent.click(screen.getByRole("button", name("Details")));
    expect(await screen.findByText("AADSTS65001")).toBeVisible();
    await expectNoViolations();
    fireEvent.click(screen.getByRole("button", name("Copy details")));
    await waitFor(() =>
      expect(host.callsOf("copy_text")).toEqual([
        { text: "Code: AADSTS65001\nCorrelation id: 5b0e6a5e-7c1e-4b8a-9d5f-0c5f6f1c2b3a" },
      ]),
    );
    fireEvent.click(screen.getByRole("button", name("Sign in again")));
    expect(await screen.findByRole("heading", name("Signing in"))).toBeVisible();
  });

  it("leads to the tenant's field where the tenant is wrong", async () => {
    const wrong = { message: "There is no such tenant.", field: "tenant" } as const;
    const { host } = renderApp("/", failed("signInFailed", wrong));
    fireEvent.click(await screen.findByRole("button", name("Choose another tenant")));
    const field = await screen.findByRole("textbox", name(/Tenant/));
    expect(field).toHaveFocus();
    expect(screen.getByText("There is no such tenant.")).toBeVisible();
    expect(host.callsOf("start_sign_in")).toEqual([]);
  });

  it("goes back to the sign-in page", async () => {
    renderApp("/", failed("cancelled"));
    fireEvent.click(await screen.findByRole("button", name("Back")));
    expect(await screen.findByRole("heading", name("Sign in to the demo cloud"))).toBeVisible();
  });

  it("offers this session only where there is no secret store, and signs in only after that choice", async () => {
    const { host } = renderApp("/", failed("noSecretStore", {}, { secretStorage: noStore }));
    expect(await screen.findByRole("heading", name("Latchkey cannot use the secret store"))).toBeVisible();
    expect(screen.queryByRole("button", name("Sign in again"))).toBeNull();
    await expectNoViolations();
    fireEvent.click(screen.getByRole("button", name("Use memory only")));
    expect(await screen.findByRole("button", name("Sign in again"))).toBeVisible();
    expect(host.callsOf("allow_session_only")).toHaveLength(1);
    expect(screen.getByTestId("status-bar")).toHaveTextContent("memory only");
  });
});

describe("signing out", () => {
  async function signOut(remainingItems: number) {
    const host = demoHost();
    if (remainingItems > 0)
      host.on("sign_out", () => ({ userNames: ["ada@contoso.example"], remainingItems }));
    renderApp("/workspaces", host);
    fireEvent.click(await screen.findByTestId("account-menu"));
    fireEvent.click(await screen.findByRole("button", name("Sign out")));
  }

  it("shows the sign-in page and says that nothing is left", async () => {
    await signOut(0);
    expect(await screen.findByText(/nothing of this account is left/)).toBeVisible();
    expect(await screen.findByRole("heading", name("Sign in to the demo cloud"))).toBeVisible();
  });

  it("says so where something is left", async () => {
    await signOut(2);
    expect(await screen.findByText(/still finds sessions of this account on this machine: 2/)).toBeVisible();
  });
});

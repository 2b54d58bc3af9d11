// The panel for a device code, and the panels of methods without a person.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { flowOf } from "../src/screens/signIn/signInFlow";
import { expectNoViolations } from "./axe";
import { publicCloud } from "./data";
import { demoHost, inSeconds } from "./demoHost";
import { renderApp } from "./renderApp";

const name = (text: string | RegExp) => ({ name: text });
const page = "https://login.microsoft.com/device";
const code = () => ({ step: "showingCode", userCode: "HJ7KQ2NVX", page, until: inSeconds(900) }) as const;
const showing = () => demoHost({ account: null, accounts: [], cloud: publicCloud, signIn: code() });

describe("the device code", () => {
  it("shows code, address, its picture, the time left and the warning", async () => {
    renderApp("/", showing());
    const panel = within(await screen.findByTestId("sign-in-panel"));
    expect(panel.getByTestId("user-code")).toHaveTextContent("HJ7KQ2NVX");
    expect(panel.getByText(page)).toBeVisible();
    expect(panel.getByRole("img", name(`QR code of ${page}`))).toBeVisible();
    expect(panel.getByText(/^1[45]:\d\d$/)).toBeVisible();
    expect(panel.getByText("Never enter a code that somebody sent you")).toBeVisible();
    expect(panel.queryByRole("button", name("Close"))).toBeNull();
    const step = panel.getByRole("listitem", name("Waiting for you to enter the code: in progress"));
    expect(step).toHaveAttribute("aria-current", "step");
    expect(panel.queryByText(/browser/i)).toBeNull();
    await expectNoViolations();
  });

  it("does not send a phone to a page that is on this machine", async () => {
    const here = { ...code(), page: "http://localhost:41073/devicelogin" };
    renderApp("/", demoHost({ account: null, accounts: [], signIn: here }));
    expect(await screen.findByText("Open this page on this machine:")).toBeVisible();
    expect(screen.getByText(/A phone cannot open this page/)).toBeVisible();
  });

  it("copies code and address, opens the page, and none of it by itself", async () => {
    const { host } = renderApp("/", showing());
    const panel = within(await screen.findByTestId("sign-in-panel"));
    expect(host.callsOf("reopen_sign_in_page")).toEqual([]);
    fireEvent.click(panel.getByRole("button", name("Copy code")));
    expect(await screen.findByText("Copied: Code")).toBeVisible();
    fireEvent.click(panel.getByRole("button", name("Copy Page address")));
    await waitFor(() => expect(host.callsOf("copy_text")).toEqual([{ text: "HJ7KQ2NVX" }, { text: page }]));
    fireEvent.click(panel.getByRole("button", name("Open page")));
    await waitFor(() => expect(host.callsOf("reopen_sign_in_page")).toHaveLength(1));
  });

  it("is used with the keyboard alone", async () => {
    const user = userEvent.setup();
    const { host } = renderApp("/", showing());
    const panel = await screen.findByTestId("sign-in-panel");
    const stops = [...panel.querySelectorAll<HTMLElement>("button, a[href], [tabindex='0']")];
    expect(stops.map((stop) => stop.getAttribute("aria-label") ?? stop.textContent)).toEqual([
      "Copy Page address",
      "Copy code",
      "Open page",
      "Cancel",
    ]);
    within(panel).getByRole("button", name("Cancel")).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(host.callsOf("cancel_sign_in")).toHaveLength(1));
  });

  it("keeps its own steps while the answer is checked", async () => {
    const host = showing();
    renderApp("/", host);
    await screen.findByTestId("user-code");
    const answer = (await host.invoke("describe_app")) as object;
    host.on("describe_app", () => ({ ...answer, signIn: { step: "exchanging" } }));
    host.emit("changed", { kind: "signIn" });
    expect(await screen.findByRole("listitem", name("Getting the token: in progress"))).toBeVisible();
    expect(screen.getByRole("listitem", name("Waiting for you to enter the code: done"))).toBeVisible();
  });
});

it("shows the steps by the progress since the start, else by the method", () => {
  expect(flowOf(["discovering"], "clientSecret")).toBe("direct");
  expect(flowOf(["discovering"], "managedIdentity")).toBe("direct");
  expect(flowOf(["discovering"], "deviceCode")).toBe("deviceCode");
  expect(flowOf(["discovering"])).toBe("browser");
  expect(flowOf(["discovering", "showingCode", "exchanging"])).toBe("deviceCode");
  expect(flowOf(["waiting", "exchanging"], "azureCli")).toBe("browser");
});

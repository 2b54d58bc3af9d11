// "Try again" is offered where it can help, decided by the reason.
import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Reason } from "../src/ipc/bindings/Reason";
import { isWorthRetrying } from "../src/ipc/errors";
import { t } from "../src/words";
import { demoHost } from "./demoHost";
import { error } from "./errors";
import { renderApp } from "./renderApp";

const secretMalformed: Reason = { reason: "secretMalformed", facts: { kind: "token" } };
const tokenRefused: Reason = { reason: "tokenRefused", facts: { error: "invalid_scope", numbers: [] } };

describe("trying again", () => {
  it("is offered for what passes", () => {
    expect(isWorthRetrying(error("serviceFailed"))).toBe(true);
    expect(isWorthRetrying(error("throttled"))).toBe(true);
    expect(isWorthRetrying(error("offline"))).toBe(true);
    expect(isWorthRetrying(error("internal", {}, { reason: "secretStoreLocked" }))).toBe(true);
    expect(isWorthRetrying(error("serviceFailed", { whoCanFix: "azure" }, tokenRefused))).toBe(true);
  });

  it("is not offered for what stays, also if the service failed", () => {
    const failed = (reason: Reason) => isWorthRetrying(error("serviceFailed", {}, reason));
    expect(failed(secretMalformed)).toBe(false);
    expect(failed({ reason: "foreignAddress", facts: { origin: "https://elsewhere.example" } })).toBe(false);
    expect(failed({ reason: "addressNotAllowed" })).toBe(false);
    expect(failed({ reason: "requestRejected" })).toBe(false);
    expect(failed({ reason: "noScopes" })).toBe(false);
    expect(failed(tokenRefused)).toBe(false);
    expect(
      isWorthRetrying(
        error("signInRequired", {}, { reason: "sessionRefused", facts: { error: "x", numbers: [] } }),
      ),
    ).toBe(false);
  });

  it("has a button on a page that could not be read only then", async () => {
    const host = demoHost().on("list_workspaces", () => {
      throw error("serviceFailed", {}, secretMalformed);
    });
    renderApp("/workspaces", host);
    expect(await screen.findByRole("alert")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: t("action-retry") })).not.toBeInTheDocument();
  });
});

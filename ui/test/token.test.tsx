// A token is counted down and copied fresh. An unsafe address is marked.
import { act, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { keys } from "../src/ipc/queries";
import { untilNextReading } from "../src/ipc/tokenReading";
import { expectNoViolations } from "./axe";
import { error } from "./data";
import { demoHost, handleOf, inSeconds } from "./demoHost";
import { never, renderApp, servicePath } from "./renderApp";
import { missing, service, serviceDetails } from "./services";

const name = (text: string) => ({ name: text });

describe("tokens", () => {
  it("counts down and copies a fresh one", async () => {
    const { host } = renderApp(servicePath("churn-token"));
    const card = within(await screen.findByTestId("token-card"));
    expect(await card.findByText(/^23:5\d:\d\d$/)).toBeVisible();
    fireEvent.click(card.getByRole("button", name("Copy fresh token")));
    expect(await screen.findByText(/Copied: Token/)).toBeVisible();
    expect(host.callsOf("copy_token")).toEqual([{ service: handleOf("churn-token") }]);
    await expectNoViolations();
  });

  it("is read again as soon as it is to be refreshed, and no longer once another page is shown", async () => {
    const lives = [1, 43_000].map((seconds) => ({
      refreshBy: inSeconds(seconds),
      expiresAt: inSeconds(86_000),
    }));
    const host = demoHost().on("describe_token", () => lives.shift() ?? never());
    const { queryClient, router } = renderApp(servicePath("churn-token"), host);
    const card = within(await screen.findByTestId("token-card"));
    expect(await card.findByText(/^11:5\d:\d\d$/)).toBeVisible();
    expect(host.callsOf("describe_token")).toHaveLength(2);
    await act(() => router.navigate({ to: "/about" }));
    expect(
      queryClient
        .getQueryCache()
        .find({ queryKey: keys.token(handleOf("churn-token")) })
        ?.isActive(),
    ).toBe(false);
  });

  it("asks for none where the account may not, and says why", async () => {
    const host = demoHost().on("describe_service", () =>
      serviceDetails(service("churn-token"), { token: missing("token") }),
    );
    renderApp(servicePath("churn-token"), host);
    expect(await screen.findByRole("button", name("Copy fresh token"))).toHaveAttribute(
      "aria-disabled",
      "true",
    );
    expect(screen.getByRole("button", name("Why can’t I get a token?"))).toBeVisible();
    expect(host.callsOf("describe_token")).toEqual([]);
  });
});

describe("the next reading of a token", () => {
  const refreshAt = Date.parse("2026-03-01T12:00:00Z");
  const read = { refreshBy: "2026-03-01T12:00:00Z", expiresAt: "2026-03-01T13:00:00Z" };
  const before = refreshAt - 60_000;
  const state = { data: read, dataUpdatedAt: before, error: null, errorUpdatedAt: 0 };
  it.each([
    ["nothing is read yet", { ...state, data: undefined }, before, false],
    ["it is to be refreshed in a minute", state, before, 60_000],
    ["it is to be refreshed at once", state, refreshAt - 5, 1000],
    ["the machine slept past it", state, refreshAt + 3_600_000, 1000],
    ["asking brought the same one", { ...state, dataUpdatedAt: refreshAt }, refreshAt + 1, 30_000],
    [
      "asking failed",
      { ...state, error: error("offline"), errorUpdatedAt: refreshAt },
      refreshAt + 1,
      30_000,
    ],
    [
      "Azure asks to wait",
      { ...state, error: error("throttled", { retryAfterMs: 90_000 }), errorUpdatedAt: refreshAt },
      refreshAt + 1,
      90_000,
    ],
    ["it is fresh for a year", state, refreshAt - 365 * 86_400_000, 86_400_000],
  ])("where %s", (_, reading, now, expected) => {
    expect(untilNextReading(reading, now)).toBe(expected);
  });
});

it("warns if the service is open to all, and if a key should not be sent there", async () => {
  const { unmount } = renderApp(servicePath("churn-explore"));
  expect(await screen.findByText("This service has no authentication")).toBeVisible();
  unmount();
  const host = demoHost().on("describe_service", () =>
    serviceDetails(service("churn-score"), {
      address: { state: "doubtful", uri: "http://20.1.2.3/score", reason: "It does not use https." },
    }),
  );
  renderApp(servicePath("churn-score"), host);
  expect(await screen.findByText(/It does not use https/)).toBeVisible();
  expect(screen.queryByText(/curl --fail/)).toBeNull();
});

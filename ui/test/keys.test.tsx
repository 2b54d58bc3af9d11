// A key is masked, shown for thirty seconds at most, and then nowhere in the window.
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { t } from "../src/words";
import { expectNoViolations } from "./axe";
import { error, fingerprints, secretKey } from "./data";
import { demoHost, handleOf, inSeconds } from "./demoHost";
import { name, renderKeys } from "./keysPage";
import type { renderApp } from "./renderApp";
import { missing, service, serviceDetails } from "./services";
import { wholeText } from "./wholeText";

afterEach(() => {
  vi.useRealTimers();
});

function everythingIn({ queryClient }: ReturnType<typeof renderApp>): string {
  const queries = queryClient
    .getQueryCache()
    .getAll()
    .map(({ state }) => state);
  const mutations = queryClient
    .getMutationCache()
    .getAll()
    .map(({ state }) => state);
  return document.documentElement.outerHTML + JSON.stringify([queries, mutations]);
}

describe("revealing", () => {
  it("asks for no key before the person does", async () => {
    const { host } = await renderKeys();
    expect(host.callsOf("reveal_key")).toEqual([]);
    expect(screen.getByTestId("key-primary").innerHTML).not.toContain(secretKey);
    await expectNoViolations();
  });

  it("shows the key, keeps it out of every cache, and takes it away after 30 seconds", async () => {
    const app = await renderKeys();
    vi.useFakeTimers();
    fireEvent.click(screen.getByRole("button", name("Show primary key")));
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(screen.getByTestId("key-primary").innerHTML).toContain(secretKey);
    expect(screen.getByTestId("key-primary")).toHaveTextContent(t("keys-countdown", { seconds: 30 }));
    expect(screen.getByTestId("key-secondary").innerHTML).not.toContain(secretKey);
    expect(
      JSON.stringify(
        app.queryClient
          .getQueryCache()
          .getAll()
          .map(({ state }) => state),
      ),
    ).not.toContain(secretKey);
    await act(() => vi.advanceTimersByTimeAsync(29_000));
    expect(screen.getByTestId("key-primary")).toHaveTextContent(t("keys-countdown", { seconds: 1 }));
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(everythingIn(app)).not.toContain(secretKey);
    expect(screen.getByRole("img", name("Primary key, hidden"))).toBeVisible();
  });

  it("never shows it for longer, even if the host allows it", async () => {
    const host = demoHost();
    await renderKeys(
      host.on("reveal_key", () => ({
        value: secretKey,
        fingerprints,
        hideAt: inSeconds(300),
      })),
    );
    vi.useFakeTimers();
    fireEvent.click(screen.getByRole("button", name("Show primary key")));
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(screen.getByTestId("key-primary").innerHTML).toContain(secretKey);
    expect(screen.getByTestId("key-primary")).toHaveTextContent(t("keys-countdown", { seconds: 30 }));
    await act(() => vi.advanceTimersByTimeAsync(29_000));
    expect(screen.getByTestId("key-primary").innerHTML).toContain(secretKey);
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(document.documentElement.outerHTML).not.toContain(secretKey);
  });

  it("hides it as soon as its fingerprint is another, and not when the other key's is", async () => {
    const host = demoHost();
    let current = fingerprints;
    host.on("describe_service", () => {
      const details = serviceDetails(service("churn-score"));
      return { ...details, keys: details.keys && { ...details.keys, fingerprints: current } };
    });
    await renderKeys(host);
    fireEvent.click(screen.getByRole("button", name("Show primary key")));
    await screen.findByRole("button", name("Hide primary key"));
    const change = async (next: typeof fingerprints) => {
      current = next;
      const asked = host.callsOf("describe_service").length;
      act(() => host.emit("changed", { kind: "service", service: handleOf("churn-score") }));
      await waitFor(() => expect(host.callsOf("describe_service").length).toBeGreaterThan(asked));
    };
    await change({ ...current, secondary: "c4d5e6f708192a3b" });
    expect(await screen.findByText("c4d5…")).toBeVisible();
    expect(screen.getByTestId("key-primary").innerHTML).toContain(secretKey);
    await change({ ...current, primary: "0192a3b4c5d6e7f8" });
    expect(await screen.findByText("0192…")).toBeVisible();
    expect(screen.getByTestId("key-primary").innerHTML).not.toContain(secretKey);
  });

  it("hides it on request and when the page is left", async () => {
    const app = await renderKeys();
    fireEvent.click(screen.getByRole("button", name("Show primary key")));
    fireEvent.click(await screen.findByRole("button", name("Hide primary key")));
    expect(everythingIn(app)).not.toContain(secretKey);
    fireEvent.click(screen.getByRole("button", name("Show secondary key")));
    await screen.findByRole("button", name("Hide secondary key"));
    await act(() => app.router.navigate({ to: "/about" }));
    await screen.findByRole("heading", name("About Latchkey"));
    expect(everythingIn(app)).not.toContain(secretKey);
  });

  it("says beside the key why it could not be read", async () => {
    const host = demoHost().on("reveal_key", () => {
      throw error("forbidden", { message: "Your role was taken away." });
    });
    await renderKeys(host);
    fireEvent.click(screen.getByRole("button", name("Show primary key")));
    expect(await screen.findByText(/Your role was taken away/)).toBeVisible();
  });
});

it("copies by slot and says when the clipboard is cleared", async () => {
  const { host } = await renderKeys();
  fireEvent.click(screen.getByRole("button", name("Copy secondary key")));
  expect(
    await screen.findByText(/Copied: Secondary key. Latchkey clears the clipboard in 30 seconds./),
  ).toBeVisible();
  expect(host.callsOf("copy_key")).toEqual([{ service: handleOf("churn-score"), slot: "secondary" }]);
  expect(document.body.innerHTML).not.toContain(secretKey);
});

it("keeps refused buttons in place, and names the missing action", async () => {
  const host = demoHost().on("describe_service", () =>
    serviceDetails(service("churn-score"), {
      keys: { read: missing("listkeys"), regenerate: missing("regenerateKeys"), fingerprints: null },
    }),
  );
  await renderKeys(host);
  for (const button of ["Show primary key", "Copy primary key", "Regenerate primary key…"])
    expect(screen.getByRole("button", name(button))).toHaveAttribute("aria-disabled", "true");
  fireEvent.click(screen.getByRole("button", name("Show primary key")));
  expect(host.callsOf("reveal_key")).toEqual([]);
  fireEvent.click(screen.getByRole("button", name("Why can’t I regenerate the primary key?")));
  expect(
    await screen.findByText(
      "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/regenerateKeys/action",
    ),
  ).toBeVisible();
});

it("leaves buttons usable where permissions are not known, and says so", async () => {
  const unknown = { state: "unknown", reason: "They could not be read." } as const;
  const host = demoHost().on("describe_service", () =>
    serviceDetails(service("churn-score"), {
      keys: { read: unknown, regenerate: unknown, fingerprints: null },
    }),
  );
  await renderKeys(host);
  expect(screen.getByRole("button", name("Show primary key"))).not.toHaveAttribute("aria-disabled", "true");
  expect(
    screen.getByText(wholeText(/does not know if your account has permission. They could not be read/)),
  ).toBeVisible();
});

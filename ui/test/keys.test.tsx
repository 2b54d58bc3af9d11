// A key is masked, shown for thirty seconds at most, and then nowhere in the window.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { expectNoViolations } from "./axe";
import { error, secretKey } from "./data";
import { demoHost, handleOf, inSeconds } from "./demoHost";
import { renderApp, servicePath } from "./renderApp";
import { missing, service, serviceDetails } from "./services";

const path = servicePath("churn-score");
const name = (text: string) => ({ name: text });

async function renderKeys(host = demoHost()) {
  const app = renderApp(path, host);
  await screen.findByTestId("key-primary");
  return app;
}

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
    expect(screen.getByTestId("key-primary")).not.toHaveTextContent(secretKey);
    await expectNoViolations();
  });

  it("shows the key, keeps it out of every cache, and takes it away after 30 seconds", async () => {
    const app = await renderKeys();
    vi.useFakeTimers();
    fireEvent.click(screen.getByRole("button", name("Reveal primary key")));
    await act(() => vi.advanceTimersByTimeAsync(0));
    expect(screen.getByTestId("key-primary")).toHaveTextContent(secretKey);
    expect(screen.getByTestId("key-primary")).toHaveTextContent("Hides in 30 s");
    expect(screen.getByTestId("key-secondary")).not.toHaveTextContent(secretKey);
    expect(
      JSON.stringify(
        app.queryClient
          .getQueryCache()
          .getAll()
          .map(({ state }) => state),
      ),
    ).not.toContain(secretKey);
    await act(() => vi.advanceTimersByTimeAsync(29_000));
    expect(screen.getByTestId("key-primary")).toHaveTextContent("Hides in 1 s");
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    expect(everythingIn(app)).not.toContain(secretKey);
    expect(screen.getByRole("img", name("Primary key, hidden"))).toBeVisible();
  });

  it("never shows it for longer, whatever the host says", async () => {
    const host = demoHost();
    await renderKeys(
      host.on("reveal_key", () => ({
        value: secretKey,
        fingerprints: { primary: null, secondary: null },
        hideAt: inSeconds(3600),
      })),
    );
    vi.useFakeTimers();
    fireEvent.click(screen.getByRole("button", name("Reveal primary key")));
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    expect(document.body).not.toHaveTextContent(secretKey);
  });

  it("hides it on request and when the page is left", async () => {
    const app = await renderKeys();
    fireEvent.click(screen.getByRole("button", name("Reveal primary key")));
    fireEvent.click(await screen.findByRole("button", name("Hide primary key")));
    expect(everythingIn(app)).not.toContain(secretKey);
    fireEvent.click(screen.getByRole("button", name("Reveal secondary key")));
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
    fireEvent.click(screen.getByRole("button", name("Reveal primary key")));
    expect(await screen.findByText(/Your role was taken away/)).toBeVisible();
  });
});

it("copies by slot and says when the clipboard is cleared", async () => {
  const { host } = await renderKeys();
  fireEvent.click(screen.getByRole("button", name("Copy secondary key")));
  expect(
    await screen.findByText(/Secondary key copied. It is cleared from the clipboard in 30 seconds/),
  ).toBeVisible();
  expect(host.callsOf("copy_key")).toEqual([{ service: handleOf("churn-score"), slot: "secondary" }]);
  expect(document.body).not.toHaveTextContent(secretKey);
});

it("keeps refused buttons in place, and names the missing action", async () => {
  const host = demoHost().on("describe_service", () =>
    serviceDetails(service("churn-score"), {
      keys: { read: missing("listkeys"), regenerate: missing("regenerateKeys"), fingerprints: null },
    }),
  );
  await renderKeys(host);
  for (const button of ["Reveal primary key", "Copy primary key", "Regenerate primary key…"])
    expect(screen.getByRole("button", name(button))).toHaveAttribute("aria-disabled", "true");
  fireEvent.click(screen.getByRole("button", name("Reveal primary key")));
  expect(host.callsOf("reveal_key")).toEqual([]);
  fireEvent.click(screen.getByRole("button", name("Why can’t I regenerate keys? Primary key")));
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
  expect(screen.getByRole("button", name("Reveal primary key"))).not.toHaveAttribute("aria-disabled", "true");
  expect(screen.getByText(/Whether you may do this is not known: They could not be read/)).toBeVisible();
});

describe("regenerating", () => {
  async function openDialog(host = demoHost()) {
    const app = await renderKeys(host);
    fireEvent.click(screen.getByRole("button", name("Regenerate primary key…")));
    return { app, dialog: within(await screen.findByRole("alertdialog")) };
  }

  const type = (text: string) =>
    fireEvent.change(screen.getByRole("textbox", name("Type churn-score to confirm")), {
      target: { value: text },
    });

  it("says who loses access, and wants the name of the service", async () => {
    const { app, dialog } = await openDialog();
    expect(
      dialog.getByText(/Every caller that uses the primary key of churn-score is refused at once/),
    ).toBeVisible();
    const go = dialog.getByRole("button", name("Regenerate"));
    expect(go).toHaveAttribute("aria-disabled", "true");
    type("churn");
    fireEvent.click(go);
    type("Churn-score");
    expect(dialog.getByText("This is not the name of the service.")).toBeVisible();
    fireEvent.click(go);
    expect(app.host.callsOf("regenerate_key")).toEqual([]);
    await expectNoViolations();
  });

  it("offers a copy of the other key first", async () => {
    const { app, dialog } = await openDialog();
    fireEvent.click(dialog.getByRole("button", name("Copy the secondary key first")));
    await waitFor(() =>
      expect(app.host.callsOf("copy_key")).toEqual([{ service: handleOf("churn-score"), slot: "secondary" }]),
    );
  });

  it("shows what changed and what did not", async () => {
    const { app, dialog } = await openDialog();
    type("churn-score");
    fireEvent.click(dialog.getByRole("button", name("Regenerate")));
    const result = await screen.findByTestId("regenerate-result");
    expect(app.host.callsOf("regenerate_key")).toEqual([
      { service: handleOf("churn-score"), slot: "primary", typedName: "churn-score" },
    ]);
    expect(result).toHaveTextContent("The primary key is new, and the other one is what it was.");
    expect(within(result).getByRole("row", name("Primary 3f9a… c4d5… Changed"))).toBeVisible();
    expect(within(result).getByRole("row", name("Secondary b210… b210… Not changed"))).toBeVisible();
    await expectNoViolations();
  });

  it("shows the time that has passed while Azure works, and cannot be closed by then", async () => {
    let finish: (answer: unknown) => void = () => undefined;
    const host = demoHost().on("regenerate_key", () => new Promise((resolve) => (finish = resolve)));
    const { dialog } = await openDialog(host);
    type("churn-score");
    vi.useFakeTimers();
    fireEvent.click(dialog.getByRole("button", name("Regenerate")));
    await act(() => vi.advanceTimersByTimeAsync(7_000));
    expect(screen.getByText("7 s so far")).toBeVisible();
    fireEvent.keyDown(screen.getByRole("alertdialog"), { key: "Escape" });
    expect(screen.getByText("7 s so far")).toBeVisible();
    finish({});
  });

  it.each([
    ["unchanged", /did not change, although Azure reported no failure/],
    ["otherChanged", /the other key is new/],
    ["unproven", /not proven whether the primary key changed/],
  ])("tells %s as a warning, never as a success", async (outcome, words) => {
    const before = { primary: "3f9a0c51d2e4b687", secondary: "b2107e64c9a8d530" };
    const host = demoHost().on("regenerate_key", () => ({
      slot: "primary",
      outcome,
      before,
      after: { primary: null, secondary: null },
      tookMs: 900,
    }));
    const { dialog } = await openDialog(host);
    type("churn-score");
    fireEvent.click(dialog.getByRole("button", name("Regenerate")));
    const result = await screen.findByTestId("regenerate-result");
    expect(result).toHaveTextContent(words);
    expect(result).not.toHaveTextContent("The primary key is new, and");
  });

  it("shows a wrong name at the field, as the host judges it", async () => {
    const host = demoHost().on("regenerate_key", () => {
      throw error("invalid", { message: "The name does not match." });
    });
    const { dialog } = await openDialog(host);
    type("churn-score");
    fireEvent.click(dialog.getByRole("button", name("Regenerate")));
    expect(await screen.findByText("The name does not match.")).toBeVisible();
    expect(screen.getByRole("textbox", name("Type churn-score to confirm"))).toHaveAttribute(
      "aria-invalid",
      "true",
    );
  });
});

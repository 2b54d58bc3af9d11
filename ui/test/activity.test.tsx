// Activity, and the notice at the end of a regeneration that was left.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { keys } from "../src/ipc/queries";
import { expectNoViolations } from "./axe";
import { error } from "./data";
import { handleOf, inSeconds } from "./demoHost";
import { hostWith, job, regeneration, rotated } from "./jobs";
import { name, renderKeys } from "./keysPage";
import { never, renderApp, servicePath } from "./renderApp";

const ended = { state: "ended", done: 1, outcome: rotated } as const;
const offers = {
  kind: "regenerateKey",
  service: handleOf("offers"),
  serviceName: "offers",
  slot: "secondary",
} as const;

describe("the page", () => {
  it("shows what runs first, then the newest, with results", async () => {
    const { host } = hostWith([
      job({ ...ended, id: 1, startedAt: inSeconds(-300) }),
      job({ id: 2, startedAt: inSeconds(-400), subject: offers }),
      job({ ...ended, id: 3, startedAt: inSeconds(-100) }),
    ]);
    const { router } = renderApp("/activity", host);
    const jobs = await screen.findAllByTestId("job");
    expect(jobs[0]).toHaveTextContent("offersRegenerating secondary key");
    expect(jobs[1]).toHaveTextContent(/Started 1 min/);
    expect(jobs[2]).toHaveTextContent("The primary key is new. The secondary key did not change.");
    await expectNoViolations();
    fireEvent.click(within(jobs[2] as HTMLElement).getByRole("link", name("churn-score")));
    await waitFor(() => expect(router.state.location.pathname).toBe(servicePath("churn-score")));
  });

  it("stops what runs, and removes what has ended", async () => {
    const { host } = hostWith([
      job({ id: 2, subject: offers }),
      job({ ...ended, id: 3 }),
      job({ ...ended, id: 4 }),
    ]);
    renderApp("/activity", host);
    fireEvent.click(await screen.findByRole("button", name("Stop jobs")));
    await waitFor(() => expect(host.callsOf("stop_job")).toEqual([{ id: 2 }]));
    const remove = screen.getAllByRole("button", name("Remove churn-score from this list"));
    fireEvent.click(remove[0] as HTMLElement);
    await waitFor(() => expect(screen.getAllByTestId("job")).toHaveLength(2));
    fireEvent.click(screen.getByRole("button", name("Remove all results")));
    await waitFor(() => expect(screen.getAllByTestId("job")).toHaveLength(1));
    expect(host.callsOf("dismiss_job")).toHaveLength(2);
    expect(screen.queryByRole("button", name("Remove all results"))).toBeNull();
  });

  it("says what would be here", async () => {
    renderApp("/activity", hostWith([]).host);
    expect(await screen.findByRole("heading", name("No activity"))).toBeVisible();
    await expectNoViolations();
  });
});

describe("a regeneration that was left", () => {
  it("goes on in the background, ends in a notice with its result, and is in Activity", async () => {
    const { host, set } = hostWith([]);
    host.on("regenerate_key", () => {
      set([job({ id: 5, startedAt: inSeconds(0) })]);
      return never();
    });
    const { router, queryClient } = await renderKeys(host);
    fireEvent.click(screen.getByRole("button", name("Regenerate primary key…")));
    fireEvent.change(await screen.findByRole("textbox", name("Enter churn-score to confirm")), {
      target: { value: "churn-score" },
    });
    fireEvent.click(screen.getByRole("button", name("Regenerate key")));
    fireEvent.click(await screen.findByRole("button", name("Continue in the background")));
    expect(await screen.findByTestId("regeneration-job")).toHaveTextContent("Regenerating primary key");
    act(() => router.history.back());
    await act(() => router.navigate({ to: "/about" }));
    act(() => set([job({ ...ended, id: 5 })]));
    const notice = within(screen.getByTestId("notices"));
    expect(
      await notice.findByText("churn-score: The primary key is new. The secondary key did not change."),
    ).toBeVisible();
    fireEvent.click(notice.getByRole("button", name("Open service")));
    await waitFor(() => expect(router.state.location.pathname).toBe(servicePath("churn-score")));
    expect(notice.queryByText(/The primary key is new/)).toBeNull();
    fireEvent.click(screen.getByRole("link", name("Activity")));
    expect(await screen.findByTestId("job")).toHaveTextContent("The primary key is new.");
    queryClient.clear();
  });

  it.each([
    [
      { kind: "regenerated", regeneration: { ...regeneration, outcome: "unchanged" } },
      /churn-score: The primary key did not change, although/,
    ],
    [
      { kind: "failed", error: error("serviceFailed", { message: "That is why." }) },
      "churn-score: Regeneration failed. That is why.",
    ],
  ] as const)("tells also of an end that is no success", async (outcome, text) => {
    const { host, set } = hostWith([job()]);
    renderApp("/about", host);
    await screen.findByText("Regenerating a key of churn-score");
    act(() => set([job({ state: "ended", outcome })]));
    expect(await screen.findByText(text)).toBeVisible();
  });

  it("tells also of one that was never read while it ran", async () => {
    const { host, set } = hostWith([]);
    const { queryClient } = renderApp("/about", host);
    await waitFor(() => expect(queryClient.getQueryData(keys.jobs)).toEqual([]));
    await screen.findByRole("heading", { level: 1 });
    act(() => set([job(ended)]));
    expect(await screen.findByText(/^churn-score: The primary key is new\./)).toBeVisible();
  });

  it("tells nothing where the page shows the end, and nothing of what ended before", async () => {
    const { host, set } = hostWith([job(), job({ ...ended, id: 9, subject: offers })]);
    await renderKeys(host);
    await screen.findByTestId("regeneration-job");
    act(() => set([job(ended), job({ ...ended, id: 9, subject: offers })]));
    expect(
      await screen.findByText("The primary key is new. The secondary key did not change."),
    ).toBeVisible();
    expect(screen.getByTestId("notices")).toBeEmptyDOMElement();
  });
});

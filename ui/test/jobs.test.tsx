// Jobs: on the lock screen, and on the page of their service.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./axe";
import { ada, error } from "./data";
import { demoHost, handleOf, inSeconds } from "./demoHost";
import { hostWith, job, rotated } from "./jobs";
import { name, renderKeys } from "./keysPage";
import { renderApp } from "./renderApp";

describe("the lock screen", () => {
  const locked = {
    since: inSeconds(-20),
    reason: "demand",
    unlocksBy: "browser",
    accountName: ada.userName,
    clientId: ada.clientId,
  } as const;
  const hidden = { subject: null, outcome: null } as const;

  it("counts what goes on, and stops it", async () => {
    const user = userEvent.setup();
    const { host, set } = hostWith([job(hidden)], demoHost({ locked }));
    renderApp("/workspaces", host);
    const line = within(await screen.findByTestId("running-jobs"));
    expect(line.getByRole("status")).toHaveTextContent("Latchkey is regenerating 1 key (0 of 1 done)");
    expect(line.getByRole("status").parentElement).not.toHaveTextContent("churn");
    await expectNoViolations();
    line.getByRole("button", name("Stop jobs")).focus();
    await user.keyboard("{Enter}");
    const stopping = await line.findByRole("button", name("Stopping…"));
    expect(stopping).toHaveAttribute("aria-disabled", "true");
    fireEvent.click(stopping);
    expect(host.callsOf("stop_job")).toEqual([{ id: 1 }]);
    await expectNoViolations();
    act(() => set([job({ ...hidden, state: "ended", done: 1 })]));
    await waitFor(() => expect(screen.queryByTestId("running-jobs")).toBeNull());
  });

  it("counts the keys of all jobs, and stops those that are not stopping yet", async () => {
    const jobs = [
      job(hidden),
      job({ ...hidden, id: 2, total: 6, done: 2 }),
      job({ ...hidden, id: 3, state: "stopping", total: 2, done: 1 }),
      job({ ...hidden, id: 4, state: "ended", done: 1 }),
    ];
    const { host } = hostWith(jobs, demoHost({ locked }));
    renderApp("/workspaces", host);
    const line = within(await screen.findByTestId("running-jobs"));
    expect(line.getByRole("status")).toHaveTextContent("Latchkey is regenerating 9 keys (3 of 9 done)");
    fireEvent.click(line.getByRole("button", name("Stop jobs")));
    await waitFor(() => expect(host.callsOf("stop_job")).toEqual([{ id: 1 }, { id: 2 }]));
  });

  it("says nothing of jobs that have ended", async () => {
    const { host } = hostWith([job({ ...hidden, state: "ended", done: 1 })], demoHost({ locked }));
    renderApp("/workspaces", host);
    await screen.findByTestId("lock-screen");
    await waitFor(() => expect(host.callsOf("list_jobs")).not.toEqual([]));
    expect(screen.queryByTestId("running-jobs")).toBeNull();
  });
});

describe("the page of the service", () => {
  it("shows a running regeneration, then its outcome until it is closed; Activity keeps it", async () => {
    const user = userEvent.setup();
    const { host, set } = hostWith([job()]);
    await renderKeys(host);
    const shown = within(await screen.findByTestId("regeneration-job"));
    expect(shown.getByRole("progressbar", name("Regenerating primary key"))).toBeVisible();
    expect(shown.getByText(/^[789] s since the start$/)).toBeVisible();
    expect(shown.queryByRole("button", name("Close"))).toBeNull();
    await expectNoViolations();
    act(() => set([job({ state: "ended", done: 1, outcome: rotated })]));
    expect(await shown.findByText("The primary key is new. The secondary key did not change.")).toBeVisible();
    expect(shown.getByRole("row", name("Primary 3f9a… c4d5… Changed"))).toBeVisible();
    await expectNoViolations();
    shown.getByRole("button", name("Close")).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByTestId("regeneration-job")).toBeNull());
    expect(host.callsOf("dismiss_job")).toEqual([]);
    await user.click(screen.getByRole("link", name("Activity")));
    expect(await screen.findByTestId("job")).toHaveTextContent("The primary key is new.");
  });

  it.each([
    ["jobStopped", "Regeneration failed"],
    ["regenerationUnproven", "Latchkey cannot prove that the key changed"],
  ] as const)("says why a regeneration failed that nobody waited for: %s", async (reason, title) => {
    const failure = error("serviceFailed", { message: "That is why." }, { reason });
    const { host } = hostWith([job({ state: "ended", outcome: { kind: "failed", error: failure } })]);
    await renderKeys(host);
    const shown = within(await screen.findByTestId("regeneration-job"));
    expect(shown.getByText(title)).toBeVisible();
    expect(shown.getByText(/That is why\./)).toBeVisible();
    await expectNoViolations();
  });

  it("says nothing of the jobs of another service", async () => {
    const subject = {
      kind: "regenerateKey",
      service: handleOf("offers"),
      serviceName: "offers",
      slot: "primary",
    } as const;
    const { host } = hostWith([job({ subject })]);
    await renderKeys(host);
    await waitFor(() => expect(host.callsOf("list_jobs")).toHaveLength(1));
    expect(screen.queryByTestId("regeneration-job")).toBeNull();
  });
});

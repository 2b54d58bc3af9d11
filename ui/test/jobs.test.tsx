// Jobs: on the lock screen, and on the page of their service.
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { JobView } from "../src/ipc/bindings/JobView";
import type { KeyRegeneration } from "../src/ipc/bindings/KeyRegeneration";
import { expectNoViolations } from "./axe";
import { ada, error, fingerprints } from "./data";
import { demoHost, handleOf, inSeconds } from "./demoHost";
import { name, renderKeys } from "./keysPage";
import { never, renderApp } from "./renderApp";

function job(changes: Partial<JobView> = {}): JobView {
  return {
    id: 1,
    state: "running",
    done: 0,
    total: 1,
    startedAt: inSeconds(-7),
    subject: {
      kind: "regenerateKey",
      service: handleOf("churn-score"),
      serviceName: "churn-score",
      slot: "primary",
    },
    outcome: null,
    ...changes,
  };
}

const regeneration: KeyRegeneration = {
  slot: "primary",
  outcome: "rotated",
  before: fingerprints,
  after: { ...fingerprints, primary: "c4d5e6f708192a3b" },
  tookMs: 4210,
};
const rotated = { kind: "regenerated", regeneration } as const;

/** A host with jobs that the test sets. Announces each change. */
function hostWith(first: JobView[], host = demoHost()) {
  let jobs = first;
  const set = (next: JobView[]) => {
    jobs = next;
    host.emit("changed", { kind: "job", id: 1 });
  };
  host
    .on("list_jobs", () => jobs)
    .on("dismiss_job", ({ id }) => {
      set(jobs.filter((each) => each.id !== id));
      return null;
    })
    .on("stop_job", ({ id }) => {
      set(jobs.map((each) => (each.id === id ? { ...each, state: "stopping" } : each)));
      return null;
    });
  return { host, set };
}

describe("the lock screen", () => {
  const locked = {
    since: inSeconds(-20),
    reason: "demand",
    unlocksBy: "browser",
    accountName: ada.userName,
  } as const;
  const hidden = { subject: null, outcome: null } as const;

  it("counts what goes on, and stops it", async () => {
    const user = userEvent.setup();
    const { host, set } = hostWith([job(hidden)], demoHost({ locked }));
    renderApp("/workspaces", host);
    const line = within(await screen.findByTestId("running-jobs"));
    expect(line.getByRole("status")).toHaveTextContent("1 key is being regenerated (0 of 1 done)");
    expect(line.getByRole("status").parentElement).not.toHaveTextContent("churn");
    await expectNoViolations();
    line.getByRole("button", name("Stop")).focus();
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
    expect(line.getByRole("status")).toHaveTextContent("9 keys are being regenerated (3 of 9 done)");
    fireEvent.click(line.getByRole("button", name("Stop")));
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
  it("shows a running regeneration, then its outcome until it is dismissed", async () => {
    const user = userEvent.setup();
    const { host, set } = hostWith([job()]);
    await renderKeys(host);
    const shown = within(await screen.findByTestId("regeneration-job"));
    expect(shown.getByRole("progressbar", name("Regenerating the primary key"))).toBeVisible();
    expect(shown.getByText(/^[789] s so far$/)).toBeVisible();
    expect(shown.queryByRole("button", name("Dismiss"))).toBeNull();
    await expectNoViolations();
    act(() => set([job({ state: "ended", done: 1, outcome: rotated })]));
    expect(await shown.findByText("The primary key is new, and the other one is what it was.")).toBeVisible();
    expect(shown.getByRole("row", name("Primary 3f9a… c4d5… Changed"))).toBeVisible();
    await expectNoViolations();
    shown.getByRole("button", name("Dismiss")).focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByTestId("regeneration-job")).toBeNull());
    expect(host.callsOf("dismiss_job")).toEqual([{ id: 1 }]);
  });

  it.each([
    ["jobStopped", "The key was not regenerated"],
    ["regenerationUnproven", "It is not proven whether the key was regenerated"],
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

  async function regenerate() {
    fireEvent.click(screen.getByRole("button", name("Regenerate primary key…")));
    fireEvent.change(await screen.findByRole("textbox", name("Type churn-score to confirm")), {
      target: { value: "churn-score" },
    });
    fireEvent.click(screen.getByRole("button", name("Regenerate")));
  }

  it("does not tell again what the dialog has told", async () => {
    const earlier = job({ id: 4, state: "ended", outcome: rotated });
    const { host, set } = hostWith([earlier]);
    host.on("regenerate_key", () => {
      set([earlier, job({ id: 5, startedAt: inSeconds(0), state: "ended", done: 1, outcome: rotated })]);
      return regeneration;
    });
    await renderKeys(host);
    await screen.findByTestId("regeneration-job");
    await regenerate();
    expect(await screen.findByTestId("regenerate-result")).toBeVisible();
    await waitFor(() => expect(host.callsOf("dismiss_job")).toEqual([{ id: 5 }]));
    fireEvent.click(screen.getByRole("button", name("Close")));
    expect(await screen.findAllByTestId("regeneration-job")).toHaveLength(1);
  });

  it("keeps the outcome of an earlier job if the dialog opens before the jobs are loaded", async () => {
    const earlier = job({ id: 4, state: "ended", outcome: rotated });
    const own = job({ id: 5, startedAt: inSeconds(60), state: "ended", done: 1, outcome: rotated });
    const { host } = hostWith([]);
    let load: (jobs: JobView[]) => void = () => undefined;
    const loaded = new Promise<JobView[]>((resolve) => (load = resolve));
    host.on("list_jobs", () => loaded);
    host.on("regenerate_key", () => {
      load([earlier, own]);
      return regeneration;
    });
    await renderKeys(host);
    await regenerate();
    expect(await screen.findByTestId("regenerate-result")).toBeVisible();
    await waitFor(() => expect(host.callsOf("dismiss_job")).toEqual([{ id: 5 }]));
  });

  it("does not say that it failed when the app was locked meanwhile", async () => {
    const { host, set } = hostWith([]);
    host.on("regenerate_key", async () => {
      await host.invoke("lock_app");
      set([job({ id: 5 })]);
      throw error("locked", { message: "Latchkey is locked." });
    });
    await renderKeys(host);
    await regenerate();
    expect(await screen.findByTestId("lock-screen")).toBeVisible();
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(screen.queryByText(/The key was not regenerated/)).toBeNull();
    expect(host.callsOf("dismiss_job")).toEqual([]);
  });

  it("closes the dialog if only the overview says that the app is locked", async () => {
    const { host } = hostWith([]);
    const app = (await host.invoke("describe_app")) as object;
    host.on("regenerate_key", () => {
      const locked = { since: inSeconds(0), reason: "idle", unlocksBy: "browser", accountName: ada.userName };
      host.on("describe_app", () => ({ ...app, locked }));
      throw error("locked", { message: "Latchkey is locked." });
    });
    await renderKeys(host);
    await regenerate();
    expect(await screen.findByTestId("lock-screen")).toBeVisible();
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });

  it("shows the error if the host says locked but the app is not", async () => {
    const { host, set } = hostWith([]);
    host.on("regenerate_key", () => {
      set([job({ id: 5, startedAt: inSeconds(60), state: "ended", outcome: rotated })]);
      throw error("locked", { message: "Latchkey is locked." });
    });
    await renderKeys(host);
    await regenerate();
    expect(await screen.findByText(/Latchkey is locked\./)).toBeVisible();
    expect(screen.getByRole("alertdialog")).toBeVisible();
    expect(host.callsOf("dismiss_job")).toEqual([]);
  });

  it("finds the outcome after unlocking", async () => {
    const { host, set } = hostWith([]);
    host.on("regenerate_key", () => {
      set([job({ id: 5 })]);
      return never();
    });
    const { queryClient } = await renderKeys(host);
    await regenerate();
    await screen.findByText(/s so far/);
    const lock = (await host.invoke("lock_app")) as object;
    await screen.findByTestId("lock-screen");
    expect(await screen.findByTestId("running-jobs")).toBeVisible();
    set([job({ id: 5, state: "ended", done: 1, outcome: rotated })]);
    host.on("describe_app", () => ({ ...lock, locked: null }));
    host.emit("changed", { kind: "lock" });
    const shown = within(await screen.findByTestId("regeneration-job"));
    expect(await shown.findByText("The primary key is new, and the other one is what it was.")).toBeVisible();
    queryClient.clear();
  });
});

// The dialog of a regeneration and its job: which outcome the page shows, and what the lock changes.
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { JobView } from "../src/ipc/bindings/JobView";
import { keys } from "../src/ipc/queries";
import { ada, error } from "./data";
import { inSeconds } from "./demoHost";
import { hostWith, job, regeneration, rotated } from "./jobs";
import { name, renderKeys } from "./keysPage";
import { never } from "./renderApp";

describe("the dialog", () => {
  async function regenerate() {
    fireEvent.click(screen.getByRole("button", name("Regenerate primary key…")));
    fireEvent.change(await screen.findByRole("textbox", name("Enter churn-score to confirm")), {
      target: { value: "churn-score" },
    });
    fireEvent.click(screen.getByRole("button", name("Regenerate key")));
  }

  it("does not tell again what the dialog has told", async () => {
    const earlier = job({ id: 4, state: "ended", outcome: rotated });
    const { host, set } = hostWith([earlier]);
    host.on("regenerate_key", () => {
      set([earlier, job({ id: 5, startedAt: inSeconds(0), state: "ended", done: 1, outcome: rotated })]);
      return regeneration;
    });
    const { queryClient } = await renderKeys(host);
    await screen.findByTestId("regeneration-job");
    await regenerate();
    expect(await screen.findByTestId("regenerate-result")).toBeVisible();
    await waitFor(() => expect(queryClient.getQueryData(keys.seenJobs)).toEqual(new Set([5])));
    fireEvent.click(screen.getByRole("button", name("Close")));
    expect(await screen.findAllByTestId("regeneration-job")).toHaveLength(1);
    expect(host.callsOf("dismiss_job")).toEqual([]);
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
    const { queryClient } = await renderKeys(host);
    await regenerate();
    expect(await screen.findByTestId("regenerate-result")).toBeVisible();
    await waitFor(() => expect(queryClient.getQueryData(keys.seenJobs)).toEqual(new Set([5])));
  });

  it("does not say that it failed when the app was locked meanwhile", async () => {
    const { host, set } = hostWith([]);
    host.on("regenerate_key", async () => {
      await host.invoke("lock_app");
      set([job({ id: 5 })]);
      throw error("locked", { message: "Latchkey is locked." });
    });
    const { queryClient } = await renderKeys(host);
    await regenerate();
    expect(await screen.findByTestId("lock-screen")).toBeVisible();
    expect(screen.queryByRole("alertdialog")).toBeNull();
    expect(screen.queryByText(/Regeneration failed/)).toBeNull();
    expect(queryClient.getQueryData(keys.seenJobs)).toBeUndefined();
  });

  it("closes the dialog if only the overview says that the app is locked", async () => {
    const { host } = hostWith([]);
    const app = (await host.invoke("describe_app")) as object;
    host.on("regenerate_key", () => {
      const locked = {
        since: inSeconds(0),
        reason: "idle",
        unlocksBy: "browser",
        accountName: ada.userName,
        clientId: ada.clientId,
      };
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
    const { queryClient } = await renderKeys(host);
    await regenerate();
    expect(await screen.findByText(/Latchkey is locked\./)).toBeVisible();
    expect(screen.getByRole("alertdialog")).toBeVisible();
    expect(queryClient.getQueryData(keys.seenJobs)).toBeUndefined();
  });

  it("finds the outcome after unlocking", async () => {
    const { host, set } = hostWith([]);
    host.on("regenerate_key", () => {
      set([job({ id: 5 })]);
      return never();
    });
    const { queryClient } = await renderKeys(host);
    await regenerate();
    await screen.findByText(/s since the start/);
    const lock = (await host.invoke("lock_app")) as object;
    await screen.findByTestId("lock-screen");
    expect(await screen.findByTestId("running-jobs")).toBeVisible();
    set([job({ id: 5, state: "ended", done: 1, outcome: rotated })]);
    host.on("describe_app", () => ({ ...lock, locked: null }));
    host.emit("changed", { kind: "lock" });
    const shown = within(await screen.findByTestId("regeneration-job"));
    expect(await shown.findByText("The primary key is new. The secondary key did not change.")).toBeVisible();
    queryClient.clear();
  });
});

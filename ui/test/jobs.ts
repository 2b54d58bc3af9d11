// Jobs that regenerate a key, and a host with jobs.
import type { JobView } from "../src/ipc/bindings/JobView";
import type { KeyRegeneration } from "../src/ipc/bindings/KeyRegeneration";
import { fingerprints } from "./data";
import { demoHost, handleOf, inSeconds } from "./demoHost";

export function job(changes: Partial<JobView> = {}): JobView {
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

export const regeneration: KeyRegeneration = {
  slot: "primary",
  outcome: "rotated",
  before: fingerprints,
  after: { ...fingerprints, primary: "c4d5e6f708192a3b" },
  tookMs: 4210,
};
export const rotated = { kind: "regenerated", regeneration } as const;

/** A host with jobs that the test sets. Announces each change. */
export function hostWith(first: JobView[], host = demoHost()) {
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

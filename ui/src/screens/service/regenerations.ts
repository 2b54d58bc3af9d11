// The regenerations of a service among all jobs.
import type { JobSubject } from "../../ipc/bindings/JobSubject";
import type { JobView } from "../../ipc/bindings/JobView";

export type Regeneration = JobView & { subject: JobSubject };

export function regenerationsOf(jobs: JobView[] | undefined, service: string): Regeneration[] {
  return (jobs ?? []).filter(
    (job): job is Regeneration => job.subject?.kind === "regenerateKey" && job.subject.service === service,
  );
}

// The regenerations among all jobs, and what became of them in words.
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { JobSubject } from "../../ipc/bindings/JobSubject";
import type { JobView } from "../../ipc/bindings/JobView";
import type { KeyRegeneration } from "../../ipc/bindings/KeyRegeneration";
import type { RegenerationOutcome } from "../../ipc/bindings/RegenerationOutcome";
import { type MessageId, t } from "../../words";

export type Regeneration = JobView & { subject: JobSubject };

export function isRegeneration(job: JobView): job is Regeneration {
  return job.subject?.kind === "regenerateKey";
}

export function regenerationsOf(jobs: JobView[] | undefined, service: string): Regeneration[] {
  return (jobs ?? []).filter(isRegeneration).filter(({ subject }) => subject.service === service);
}

const outcomes = {
  rotated: "regeneration-rotated",
  unchanged: "regeneration-unchanged",
  otherChanged: "regeneration-other-changed",
  unproven: "regeneration-unproven",
} as const satisfies Record<RegenerationOutcome, MessageId>;

export function proofText({ outcome, slot }: KeyRegeneration): string {
  return t(outcomes[outcome], { slot });
}

/** The title of why a regeneration has no proof. */
export function failureTitle({ reason }: CommandError): string {
  return t(reason === "regenerationUnproven" ? "regeneration-not-proven" : "regeneration-failed");
}

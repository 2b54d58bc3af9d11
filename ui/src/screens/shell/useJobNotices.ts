import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { type Notice, useNotify } from "../../components/notices";
import type { JobOutcome } from "../../ipc/bindings/JobOutcome";
import { useJobs } from "../../ipc/queries";
import { t } from "../../words";
import { failureTitle, proofText } from "../service/regenerations";

/** Tells of the end of each job that was left. The page of its service shows the end itself. */
export function useJobNotices() {
  const { data: jobs } = useJobs();
  const { service: open } = useParams({ strict: false });
  const navigate = useNavigate();
  const notify = useNotify();
  // A quick job can have ended before it is read for the first time.
  const ended = useRef<ReadonlySet<number> | null>(null);
  useEffect(() => {
    if (!jobs) return;
    const before = ended.current;
    ended.current = new Set(jobs.filter(({ state }) => state === "ended").map(({ id }) => id));
    if (before === null) return;
    for (const { id, subject, outcome } of jobs) {
      if (subject && outcome && !before.has(id) && subject.service !== open)
        notify({
          ...noticeOf(subject.serviceName, outcome),
          link: {
            text: t("activity-show-service"),
            onUse: () => void navigate({ to: "/services/$service", params: { service: subject.service } }),
          },
        });
    }
  }, [jobs, open, navigate, notify]);
}

function noticeOf(name: string, outcome: JobOutcome): Notice {
  if (outcome.kind === "regenerated") {
    const { regeneration } = outcome;
    const intent = regeneration.outcome === "rotated" ? "success" : "warning";
    return { intent, text: t("activity-ended", { name, result: proofText(regeneration) }) };
  }
  const { error } = outcome;
  const title = failureTitle(error);
  return { intent: "error", text: t("activity-failed", { name, title, reason: error.message }), error };
}

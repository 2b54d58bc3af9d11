import { useCallback } from "react";
import { type CopySource, useCopy } from "../ipc/mutations";
import { t } from "../words";
import { secondsUntil } from "../words/format";
import { useNotify } from "./notices";

/** Copies through the host and shows a notice; `what` starts its sentence. */
export function useCopyAction() {
  const { mutate, isPending } = useCopy();
  const notify = useNotify();
  const copy = useCallback(
    (source: CopySource, what: string) => {
      mutate(source, {
        onSuccess: ({ clearsAt }) => {
          const text = clearsAt
            ? t("action-copied-secret", {
                name: what,
                seconds: secondsUntil(Date.parse(clearsAt), Date.now()),
              })
            : t("action-copied", { name: what });
          notify({ intent: "success", text, clearsAt });
        },
        onError: (error) =>
          notify({ intent: "error", text: t("action-not-copied", { reason: error.message }), error }),
      });
    },
    [mutate, notify],
  );
  return { copy, isPending };
}

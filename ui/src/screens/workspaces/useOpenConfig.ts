import { useNotify } from "../../components/notices";
import { readText } from "../../components/readFile";
import { toCommandError } from "../../ipc/errors";
import { useRequestWorkspace } from "../../ipc/mutations";
import { t } from "../../words";

/** The largest `config.json` in bytes; the host has the same limit. */
const LONGEST_CONFIG = 64 * 1024;

/** Asks the host to open the workspace of a `config.json`. The top of the window shows the outcome. */
export function useOpenConfig() {
  const notify = useNotify();
  const { mutateAsync } = useRequestWorkspace();
  return async (file: File) => {
    try {
      if (file.size > LONGEST_CONFIG) {
        notify({ intent: "error", text: t("workspaces-config-long", { name: file.name }) });
        return;
      }
      await mutateAsync(await readText(file));
    } catch (thrown) {
      const error = thrown instanceof Error ? undefined : toCommandError(thrown);
      const reason = thrown instanceof Error ? thrown.message : toCommandError(thrown).message;
      const text = t("workspaces-config-not-opened", { name: file.name, reason });
      notify({ intent: "error", text, ...(error && { error }) });
    }
  };
}

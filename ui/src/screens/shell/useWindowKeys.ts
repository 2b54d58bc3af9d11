import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useNotify } from "../../components/notices";
import { isInOverlay, useShortcut } from "../../components/useShortcut";
import type { CommandError } from "../../ipc/bindings/CommandError";
import { useSaveSettings } from "../../ipc/mutations";
import { useLockApp } from "../../ipc/sessionMutations";
import { t } from "../../words";

/** The sizes to choose from, in percent. */
const SIZES = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** The keys that act on every page: lock, back and forward, and the size of what is shown. */
export function useWindowKeys() {
  const { history } = useRouter();
  const notify = useNotify();
  const { mutate: lock } = useLockApp();
  const { mutate: save } = useSaveSettings();

  const onNotLocked = (error: CommandError) =>
    notify({ intent: "error", text: t("lock-settings-not-locked", { reason: error.message }), error });
  // The new account can be in another cloud than the chosen one.
  useShortcut("lock", () => lock(undefined, { onError: onNotLocked }));

  const resize = (next: (percent: number) => number) =>
    save(({ zoomPercent }) => ({ zoomPercent: next(zoomPercent) }), {
      onSuccess: ({ zoomPercent }) =>
        notify({ intent: "success", text: t("shell-size", { percent: zoomPercent }) }),
    });
  useShortcut("larger", () => resize((percent) => SIZES.find((size) => size > percent) ?? percent));
  useShortcut("smaller", () => resize((percent) => SIZES.findLast((size) => size < percent) ?? percent));
  useShortcut("usualSize", () => resize(() => 100));

  useShortcut("back", () => history.back());
  useShortcut("forward", () => history.forward());
  useEffect(() => {
    const onMouseUp = (event: MouseEvent) => {
      if (event.button !== 3 && event.button !== 4) return;
      // The webview goes back by itself otherwise, also below a dialog.
      event.preventDefault();
      if (isInOverlay()) return;
      if (event.button === 3) history.back();
      else history.forward();
    };
    window.addEventListener("mouseup", onMouseUp);
    return () => window.removeEventListener("mouseup", onMouseUp);
  }, [history]);
}

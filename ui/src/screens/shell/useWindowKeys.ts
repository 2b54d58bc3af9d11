import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useNotify } from "../../components/notices";
import { isInOverlay, useShortcut } from "../../components/useShortcut";
import type { CommandError } from "../../ipc/bindings/CommandError";
import { useSaveSettings } from "../../ipc/mutations";
import { useLockApp } from "../../ipc/sessionMutations";
import { sizes, USUAL_SIZE } from "../../styles/sizes";
import { t } from "../../words";

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
        notify({ intent: "success", text: t("settings-size-now", { percent: zoomPercent }) }),
    });
  useShortcut("larger", () => resize((percent) => sizes.find((size) => size > percent) ?? percent));
  useShortcut("smaller", () => resize((percent) => sizes.findLast((size) => size < percent) ?? percent));
  useShortcut("usualSize", () => resize(() => USUAL_SIZE));

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

import { useEffect } from "react";
import { useOverview } from "../ipc/queries";
import { t } from "../words";

/**
 * Names the window after the page and the cloud, such as "quote-price – Demo cloud – Latchkey". Without a page, and while
 * the app is locked, it has the app's name alone.
 */
export function useWindowTitle(place: string) {
  const cloud = useOverview().data?.cloud?.displayName;
  useEffect(() => {
    document.title = cloud
      ? t("shell-window-title", { place, cloud })
      : t("shell-window-title-no-cloud", { place });
    return () => {
      document.title = t("shell-name");
    };
  }, [place, cloud]);
}

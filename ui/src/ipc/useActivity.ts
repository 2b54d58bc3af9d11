import { useEffect } from "react";
import { useIpc } from "./IpcContext";

/** The host hears of a person at most this often. */
const QUIET_MS = 20_000;
const signs = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/** Tells the host that a person is there. Nothing runs while nobody is. */
export function useActivity(isWatched: boolean) {
  const { commands } = useIpc();
  useEffect(() => {
    if (!isWatched) return;
    let toldAtMs = Number.NEGATIVE_INFINITY;
    const onSign = () => {
      const now = Date.now();
      // Also reports activity after the clock was set back.
      if (now >= toldAtMs && now - toldAtMs < QUIET_MS) return;
      toldAtMs = now;
      void commands.noteActivity().catch(() => undefined);
    };
    for (const sign of signs) window.addEventListener(sign, onSign, { passive: true });
    return () => {
      for (const sign of signs) window.removeEventListener(sign, onSign);
    };
  }, [commands, isWatched]);
}

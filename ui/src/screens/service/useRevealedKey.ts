import { useCallback, useEffect, useRef, useState } from "react";
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { KeySlot } from "../../ipc/bindings/KeySlot";
import { toCommandError } from "../../ipc/errors";
import { useRevealKey } from "../../ipc/mutations";

/** A key is never shown for longer than this, even if the host allows it. */
const LONGEST_MS = 30_000;

interface Revealed {
  value: string;
  hideAtMs: number;
}

/** Holds a key in clear for a short time. It is nowhere else in the window. */
export function useRevealedKey(service: string, slot: KeySlot) {
  const reveal = useRevealKey(service);
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const [error, setError] = useState<CommandError | null>(null);
  const [isPending, setPending] = useState(false);
  const isHere = useRef(true);

  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);

  useEffect(() => {
    if (!revealed) return;
    const timer = setTimeout(() => setRevealed(null), Math.max(0, revealed.hideAtMs - Date.now()));
    return () => clearTimeout(timer);
  }, [revealed]);

  const show = useCallback(async () => {
    setPending(true);
    setError(null);
    try {
      const { value, hideAt } = await reveal(slot);
      const hideAtMs = Math.min(Date.parse(hideAt), Date.now() + LONGEST_MS);
      if (isHere.current) setRevealed({ value, hideAtMs });
    } catch (reason) {
      if (isHere.current) setError(toCommandError(reason));
    } finally {
      if (isHere.current) setPending(false);
    }
  }, [reveal, slot]);

  const hide = useCallback(() => setRevealed(null), []);
  return { revealed, error, isPending, show, hide };
}

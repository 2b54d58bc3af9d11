// Which rows of a list are selected.
import { useCallback, useMemo, useRef, useState } from "react";

export interface Selection {
  ids: ReadonlySet<string>;
  /** Selects a row or takes it out. */
  toggle: (id: string) => void;
  /** Selects the rows from the last toggled one to this one. */
  extend: (id: string, order: readonly string[]) => void;
  clear: () => void;
}

/** Selected rows. One that is not in the list any more does not count. */
export function useSelection(all: readonly string[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);
  const ids = useMemo(
    () => (chosen.size === 0 ? chosen : new Set(all.filter((id) => chosen.has(id)))),
    [chosen, all],
  );
  const toggle = useCallback((id: string) => {
    anchor.current = id;
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  const extend = useCallback((id: string, order: readonly string[]) => {
    const from = Math.max(0, order.indexOf(anchor.current ?? id));
    const to = order.indexOf(id);
    const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
    setChosen((before) => new Set([...before, ...range]));
  }, []);
  const clear = useCallback(() => setChosen(new Set()), []);
  return { ids, toggle, extend, clear };
}

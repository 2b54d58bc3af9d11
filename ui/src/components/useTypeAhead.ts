import { useCallback, useEffect, useRef } from "react";
import type { Line } from "./tableModel";
import { addKey, findTyped, type Typed } from "./typeAhead";
import type { RowKeysOptions } from "./useRowKeys";
import { isInOverlay, useSingleKeys } from "./useShortcut";

type TypeAheadOptions<Row> = Pick<RowKeysOptions<Row>, "lines" | "active" | "rowName" | "onGoTo">;

/**
 * Goes to the row that typed letters name. Works in a row through the returned function, which says whether it took the
 * key, and, unless single keys are switched off, by itself while the page or its title has the focus.
 */
export function useTypeAhead<Row>(options: TypeAheadOptions<Row>): (event: KeyboardEvent) => boolean {
  const latest = useRef(options);
  latest.current = options;
  const typed = useRef<Typed | null>(null);

  const take = useCallback((event: KeyboardEvent): boolean => {
    const { lines, active, rowName, onGoTo } = latest.current;
    const next = rowName ? addKey(event, typed.current) : null;
    if (!next || !rowName) return false;
    typed.current = next;
    const names = lines.map((line) => nameOf(line, rowName));
    const found = findTyped(names, active, next.text);
    if (found !== null) onGoTo(found);
    return true;
  }, []);

  const hasSingleKeys = useSingleKeys();
  useEffect(() => {
    if (!hasSingleKeys) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const isOnPage = event.target instanceof Element && event.target.matches("body, main, h1");
      if (!isOnPage || event.defaultPrevented || isInOverlay()) return;
      if (take(event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [take, hasSingleKeys]);

  return take;
}

function nameOf<Row>(line: Line<Row>, rowName: (row: Row) => string): string | null {
  if (line.kind === "row") return rowName(line.row);
  return typeof line.title === "string" ? line.title : null;
}

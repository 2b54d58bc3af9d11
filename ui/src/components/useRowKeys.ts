import { type KeyboardEvent as ReactKeyboardEvent, type RefObject, useEffect, useRef } from "react";
import { onFocusTable } from "./focusTable";
import { type Line, moveBy } from "./tableModel";
import { isChord } from "./typeAhead";
import { useTypeAhead } from "./useTypeAhead";

const CONTROLS = "button, a[href], input, select";

export interface RowKeysOptions<Row> {
  scroller: RefObject<HTMLElement | null>;
  lines: Line<Row>[];
  /** The index of the line with the tab stop. */
  active: number;
  /** What type-ahead compares with; without it, letters do nothing. */
  rowName: ((row: Row) => string) | undefined;
  /** Moves the tab stop and the focus to a line, which may be out of sight. */
  onGoTo: (index: number) => void;
  onUse: (index: number) => void;
  /** Selects a row or takes it out, where rows can be selected. */
  onSelect?: ((id: string) => void) | undefined;
}

/**
 * The keys of a table. The whole table is one tab stop: up and down move between the lines, left and right between a line
 * and its buttons, and letters go to the row that they name.
 */
export function useRowKeys<Row>(options: RowKeysOptions<Row>): (event: ReactKeyboardEvent) => void {
  const { scroller, lines, active, onGoTo, onUse, onSelect } = options;
  const latest = useRef(options);
  latest.current = options;
  const typeAhead = useTypeAhead(options);
  useOneTabStop(scroller);

  useEffect(() => {
    const goToFirstRow = () => {
      const first = latest.current.lines.findIndex(({ kind }) => kind === "row");
      if (latest.current.lines.length > 0) latest.current.onGoTo(Math.max(0, first));
    };
    return scroller.current ? onFocusTable(scroller.current, goToFirstRow) : undefined;
  }, [scroller]);

  const handle = (event: ReactKeyboardEvent, target: HTMLElement, row: HTMLElement, line: Line<Row>) => {
    const { key } = event;
    const isOnLine = target === row;
    if (isOnLine && typeAhead(event.nativeEvent)) return true;
    if (isOnLine && key === " " && onSelect && line.kind === "row") onSelect(line.id);
    else if (isOnLine && usesLine(key, line)) onUse(active);
    else if (moveInRow(key, row, target)) return true;
    else {
      const to = moveBy(key, active, lines.length);
      if (to === null || opensSomething(target)) return false;
      if (to !== active || !isOnLine) onGoTo(to);
    }
    return true;
  };

  return (event) => {
    const { target } = event;
    if (event.defaultPrevented || isChord(event.nativeEvent) || !(target instanceof HTMLElement)) return;
    if (target.matches("input, select")) return;
    const row = target.closest<HTMLElement>(`[data-index="${active}"]`);
    const line = lines[active];
    if (row && line && handle(event, target, row, line)) event.preventDefault();
  };
}

function usesLine<Row>(key: string, line: Line<Row>): boolean {
  if (line.kind === "group" && key === (line.isOpen ? "ArrowLeft" : "ArrowRight")) return true;
  return key === "Enter" || key === " ";
}

/** Whether the button opens a menu, which an arrow key does as well. */
function opensSomething(target: HTMLElement): boolean {
  return target.matches("[aria-haspopup=menu], [aria-haspopup=true]");
}

/** Moves the focus between a row and its buttons. Escape leaves a button for its row. */
function moveInRow(key: string, row: HTMLElement, from: HTMLElement): boolean {
  const controls = [...row.querySelectorAll<HTMLElement>(CONTROLS)];
  const stops = [row, ...controls.filter((control) => !control.closest("[aria-hidden=true]"))];
  const at = stops.indexOf(from);
  const targets: Record<string, HTMLElement | undefined> = {
    ArrowRight: stops[at + 1],
    ArrowLeft: stops[at - 1],
    Escape: at > 0 ? row : undefined,
  };
  targets[key]?.focus();
  return targets[key] !== undefined;
}

/** Takes the controls of the rows out of the Tab order, also those that come later. */
function useOneTabStop(scroller: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const table = scroller.current;
    if (!table) return;
    const takeOut = () => {
      for (const row of table.querySelectorAll("[data-index]"))
        for (const control of row.querySelectorAll<HTMLElement>(CONTROLS)) control.tabIndex = -1;
    };
    takeOut();
    const observer = new MutationObserver(takeOut);
    observer.observe(table, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, [scroller]);
}

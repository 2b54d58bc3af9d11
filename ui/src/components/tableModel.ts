// The data model of a table, without its rendering.
import type { ReactElement, ReactNode } from "react";

export interface Column<Row> {
  id: string;
  header: string;
  /** Its share of the width, as a CSS grid track. */
  track: string;
  /** Hides the column if the table is narrower than this, in pixels. */
  minTableWidth?: number;
  render: (row: Row) => ReactNode;
  /** What the column is sorted by and exported as; without it, it is neither. */
  sortText?: (row: Row) => string;
  /** Sorts before the text, smaller first. */
  sortRank?: (row: Row) => number;
  /** The column is always shown. */
  isFixed?: boolean;
}

/** The order of a list. */
export interface Sort {
  /** Id of the column. */
  column: string;
  isDescending: boolean;
}

/** Widths in pixels that the person chose, by the ids of columns. */
export type ColumnWidths = Readonly<Record<string, number>>;

/** What can be done with a row, beside opening it. */
export interface RowAction {
  id: string;
  label: string;
  icon: ReactElement;
  /** Begins a group of the menu. */
  isFirstOfGroup?: boolean;
  onUse: () => void;
}

const NARROWEST_PX = 48;

/** The columns' tracks, as CSS has them. */
export function tracksOf<Row>(columns: Column<Row>[], widths: ColumnWidths): string {
  return columns
    .map(({ id, track }) => {
      const width = widths[id];
      return width === undefined ? track : `${Math.max(NARROWEST_PX, width)}px`;
    })
    .join(" ");
}

export interface Group<Row> {
  id: string;
  /** The group's line; a table without groups has one group without a title. */
  title: ReactNode | null;
  rows: Row[];
}

export type Line<Row> =
  | { kind: "group"; id: string; title: ReactNode; count: number; isOpen: boolean }
  | { kind: "row"; id: string; row: Row };

/** The lines in display order, without the rows of folded groups. */
export function toLines<Row>(
  groups: Group<Row>[],
  folded: ReadonlySet<string>,
  rowId: (row: Row) => string,
): Line<Row>[] {
  return groups.flatMap(({ id, title, rows }): Line<Row>[] => {
    const lines = rows.map((row): Line<Row> => ({ kind: "row", id: rowId(row), row }));
    if (title === null) return lines;
    const isOpen = !folded.has(id);
    const head: Line<Row> = { kind: "group", id, title, count: rows.length, isOpen };
    return isOpen ? [head, ...lines] : [head];
  });
}

/** The index that a key moves to, or null if it does not move. */
export function moveBy(key: string, from: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(from + 1, last);
    case "ArrowUp":
      return Math.max(from - 1, 0);
    case "PageDown":
      return Math.min(from + 10, last);
    case "PageUp":
      return Math.max(from - 10, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

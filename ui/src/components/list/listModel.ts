// What a list shows of its rows: which of them, and in which order. Without rendering.
import type { Column, Sort } from "../tableModel";

/** Looks texts up once for each row. Rows never change; a changed one is another object. */
export function remembering<Row extends object>(textOf: (row: Row) => string): (row: Row) => string {
  const texts = new WeakMap<Row, string>();
  return (row) => {
    const known = texts.get(row);
    if (known !== undefined) return known;
    const text = textOf(row).toLowerCase();
    texts.set(row, text);
    return text;
  };
}

/** The rows that have every word of the filter. `textOf` returns small letters. */
export function filterRows<Row>(rows: Row[], filter: string, textOf: (row: Row) => string): Row[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row);
    return wanted.every((word) => text.includes(word));
  });
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** The rows by one column; rows that are equal there keep their order. */
export function sortRows<Row>(rows: Row[], columns: Column<Row>[], sort: Sort | null): Row[] {
  const { sortText, sortRank = () => 0 } = columns.find(({ id }) => id === sort?.column) ?? {};
  if (!sort || !sortText) return rows;
  const sign = sort.isDescending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, rank: sortRank(row), key: sortText(row) }));
  keyed.sort((one, other) => {
    if (one.rank !== other.rank) return sign * (one.rank - other.rank);
    // Most lists hold few different texts in a column, and equal texts need no rules of a language.
    return one.key === other.key ? 0 : sign * collator.compare(one.key, other.key);
  });
  return keyed.map(({ row }) => row);
}

/** The rows as comma-separated values (RFC 4180), with the names of the columns first. */
export function toCsv<Row>(rows: Row[], columns: Column<Row>[]): string {
  const exported = columns.filter(({ sortText }) => sortText !== undefined);
  const lines = [
    exported.map(({ header }) => header),
    ...rows.map((row) => exported.map(({ sortText }) => sortText?.(row) ?? "")),
  ];
  return lines.map((cells) => cells.map(inCsv).join(",")).join("\r\n");
}

/** A cell that a spreadsheet would take for a formula begins with a quote (OWASP, "CSV Injection"). */
function inCsv(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

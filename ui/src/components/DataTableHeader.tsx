import { makeStyles, tokens } from "@fluentui/react-components";
import { ArrowDownRegular, ArrowUpRegular } from "@fluentui/react-icons";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import type { Column, ColumnWidths, Sort } from "./tableModel";

const STEP_PX = 16;

const useStyles = makeStyles({
  group: {
    position: "sticky",
    top: 0,
    zIndex: 1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  row: {
    display: "grid",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalL,
    paddingInline: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
  cell: { position: "relative", minWidth: 0, display: "flex", alignItems: "center", height: "100%" },
  sort: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalXS}`,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    border: "none",
    borderRadius: tokens.borderRadiusSmall,
    font: "inherit",
    color: "inherit",
    backgroundColor: "transparent",
    cursor: "pointer",
    outlineStyle: "none",
    ":hover": { color: tokens.colorNeutralForeground1 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  name: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  edge: {
    position: "absolute",
    insetInlineEnd: `calc(-1 * (${tokens.spacingHorizontalL} + 4px) / 2)`,
    top: "6px",
    bottom: "6px",
    width: "8px",
    cursor: "col-resize",
    touchAction: "none",
    "::after": {
      content: '""',
      position: "absolute",
      insetInlineStart: "3px",
      top: 0,
      bottom: 0,
      width: "1px",
      backgroundColor: tokens.colorNeutralStroke2,
    },
    ":hover::after": { width: "2px", backgroundColor: tokens.colorBrandForeground1 },
  },
});

/** How a table's columns can be arranged. */
export interface Arrangement {
  sort: Sort | null;
  onSort: (sort: Sort) => void;
  widths: ColumnWidths;
  onWidths: (widths: ColumnWidths) => void;
}

interface DataTableHeaderProps<Row> {
  columns: Column<Row>[];
  tracks: string;
  height: number;
  /** Room before the first column. */
  hasSelection: boolean;
  arrangement?: Arrangement | undefined;
}

/**
 * The names of the columns; they stay in sight. One tab stop: left and right move between columns, Enter sorts, and with
 * Shift left and right change the width.
 */
export function DataTableHeader<Row>(props: DataTableHeaderProps<Row>) {
  const { columns, tracks, height, hasSelection, arrangement } = props;
  const styles = useStyles();
  const row = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState<string | null>(null);
  const sortable = columns.filter(({ sortText }) => arrangement && sortText);
  const tabStop = sortable.some(({ id }) => id === stop) ? stop : sortable[0]?.id;

  const cellOf = (id: string) => row.current?.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`);
  const resize = (id: string, width: number) =>
    arrangement?.onWidths({ ...arrangement.widths, [id]: Math.round(width) });
  const sortBy = (id: string) => {
    const { sort, onSort } = arrangement ?? {};
    onSort?.({ column: id, isDescending: sort?.column === id && !sort.isDescending });
  };

  const onKeyDown = (event: KeyboardEvent, id: string) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) resize(id, (cellOf(id)?.offsetWidth ?? 0) + step * STEP_PX);
    else {
      const next = sortable[sortable.findIndex((column) => column.id === id) + step];
      if (!next) return;
      setStop(next.id);
      cellOf(next.id)?.querySelector("button")?.focus();
    }
  };

  const onDrag = (event: PointerEvent<HTMLElement>, id: string) => {
    event.preventDefault();
    const edge = event.currentTarget;
    const [from, width] = [event.clientX, cellOf(id)?.offsetWidth ?? 0];
    const sign = getComputedStyle(edge).direction === "rtl" ? -1 : 1;
    edge.setPointerCapture(event.pointerId);
    const move = ({ clientX }: globalThis.PointerEvent) => resize(id, width + sign * (clientX - from));
    const end = () => {
      edge.removeEventListener("pointermove", move);
      edge.removeEventListener("pointerup", end);
      edge.removeEventListener("pointercancel", end);
    };
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", end);
    edge.addEventListener("pointercancel", end);
  };

  return (
    <div role="rowgroup" className={styles.group}>
      <div
        ref={row}
        role="row"
        aria-rowindex={1}
        className={styles.row}
        style={{ gridTemplateColumns: tracks, height }}
      >
        {hasSelection && <div aria-hidden="true" />}
        {columns.map(({ id, header, sortText }) => {
          const direction = arrangement?.sort?.column === id ? arrangement.sort : null;
          return (
            <div
              key={id}
              role="columnheader"
              data-column={id}
              className={styles.cell}
              aria-sort={direction ? (direction.isDescending ? "descending" : "ascending") : undefined}
            >
              {arrangement && sortText ? (
                <button
                  type="button"
                  className={styles.sort}
                  tabIndex={id === tabStop ? 0 : -1}
                  onFocus={() => setStop(id)}
                  onClick={() => sortBy(id)}
                  onKeyDown={(event) => onKeyDown(event, id)}
                >
                  <span className={styles.name}>{header}</span>
                  {direction && (direction.isDescending ? <ArrowDownRegular /> : <ArrowUpRegular />)}
                </button>
              ) : (
                <span className={styles.name}>{header}</span>
              )}
              {arrangement && (
                <span
                  aria-hidden="true"
                  className={styles.edge}
                  onPointerDown={(event) => onDrag(event, id)}
                  onDoubleClick={() => {
                    const { [id]: _, ...others } = arrangement.widths;
                    arrangement.onWidths(others);
                  }}
                />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

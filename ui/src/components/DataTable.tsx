import { makeStyles, tokens } from "@fluentui/react-components";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Arrangement, DataTableHeader } from "./DataTableHeader";
import { DataTableLine } from "./DataTableLine";
import { type MenuPlace, RowMenu } from "./list/RowMenu";
import type { Selection } from "./list/useSelection";
import { type Column, type Group, type Line, type RowAction, toLines, tracksOf } from "./tableModel";
import { useTablePlaces } from "./tablePlaces";
import { useRowKeys } from "./useRowKeys";
import { useWidth } from "./useWidth";

const ROW_PX = 44;
const HEADER_PX = 36;
const SELECTION_TRACK = "20px";

const useStyles = makeStyles({
  root: {
    flex: "0 1 auto",
    minHeight: "128px",
    overflowX: "hidden",
    overflowY: "auto",
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  body: { position: "relative" },
});

interface DataTableProps<Row> {
  label: string;
  /** Name under which the list keeps its place. */
  place: string;
  columns: Column<Row>[];
  groups: Group<Row>[];
  rowId: (row: Row) => string;
  /** The name that typed letters are compared with. */
  rowName?: (row: Row) => string;
  /** What the rows are narrowed by; another one begins at the top. */
  filter?: string;
  onOpen?: ((row: Row) => void) | undefined;
  /** The handle of the row that is open beside the list. */
  openId?: string | undefined;
  /** How the columns are arranged, where that can be changed. */
  arrangement?: Arrangement | undefined;
  /** The selected rows, where rows can be selected. */
  selection?: Selection | undefined;
  /** What can be done with a row; in a menu on the row, and in its context menu. */
  actionsOf?: ((row: Row) => RowAction[]) | undefined;
  ref?: RefObject<HTMLDivElement | null>;
}

/** A virtualised table: arrows move, Enter opens, groups fold, narrow windows keep the columns that matter. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, place, columns, groups, rowId, rowName, filter = "", onOpen, openId, ref } = props;
  const { arrangement, selection, actionsOf } = props;
  const styles = useStyles();
  const own = useRef<HTMLDivElement>(null);
  const scroller = ref ?? own;
  const width = useWidth(scroller);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const { places } = useTablePlaces();
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const [recalled] = useState(() => {
    const kept = places.get(place);
    return kept?.filter === filter ? kept : undefined;
  });
  const lines = useMemo(() => toLines(groups, folded, rowId), [groups, folded, rowId]);
  const [activeId, setActiveId] = useState<string | null>(recalled?.opened ?? null);
  const active = Math.max(
    0,
    lines.findIndex(({ id }) => id === activeId),
  );
  /** The line that is to have the focus, by its id: its index can change before it is rendered. */
  const wanted = useRef(recalled?.opened ?? null);
  const opened = useRef<string | null>(null);

  const shown = useMemo(
    () => columns.filter(({ minTableWidth = 0 }) => width === 0 || width >= minTableWidth),
    [columns, width],
  );
  const columnTracks = tracksOf(shown, arrangement?.widths ?? {});
  const tracks = selection ? `${SELECTION_TRACK} ${columnTracks}` : columnTracks;

  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: useCallback((index: number) => lines[index]?.id ?? index, [lines]),
    overscan: 8,
    scrollPaddingStart: HEADER_PX,
    initialOffset: recalled?.offset ?? 0,
    // The line with the tab stop is always rendered, also outside of the visible range.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), Math.min(active, lines.length - 1)])].sort(
        (a, b) => a - b,
      ),
  });

  const focusWanted = () => {
    if (wanted.current === null) return;
    const index = lines.findIndex(({ id }) => id === wanted.current);
    const line = scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    if (!line) return;
    wanted.current = null;
    line.focus();
  };
  // No dependencies: the line to focus may be rendered only some renders later.
  useEffect(focusWanted);
  // A row that comes only later, or never again, does not take the focus from what the person does by then.
  useEffect(() => {
    const drop = () => {
      wanted.current = null;
    };
    const names = ["keydown", "pointerdown"];
    for (const name of names) window.addEventListener(name, drop, true);
    return () => {
      for (const name of names) window.removeEventListener(name, drop, true);
    };
  }, []);

  const latestFilter = useRef(filter);
  useEffect(() => {
    if (latestFilter.current === filter) return;
    latestFilter.current = filter;
    const element = scroller.current;
    // This can run only after the person has gone on into the list.
    if (!element || wanted.current !== null || element.contains(document.activeElement)) return;
    setActiveId(null);
    element.scrollTop = 0;
  }, [filter, scroller]);

  useEffect(() => {
    const element = scroller.current;
    return () => {
      const offset = element?.scrollTop ?? 0;
      places.set(place, { offset, opened: opened.current, filter: latestFilter.current });
    };
  }, [place, places, scroller]);

  const use = useCallback(
    (index: number) => {
      const line = lines[index];
      if (!line) return;
      setActiveId(line.id);
      if (line.kind === "row") {
        opened.current = line.id;
        onOpen?.(line.row);
      } else
        setFolded((before) =>
          before.has(line.id) ? without(before, line.id) : new Set(before).add(line.id),
        );
    },
    [lines, onOpen],
  );

  const onGoTo = (index: number) => {
    wanted.current = lines[index]?.id ?? null;
    virtualizer.scrollToIndex(index);
    if (index === active) focusWanted();
    else setActiveId(wanted.current);
  };
  const select = (id: string, isRange: boolean) => {
    if (!selection) return;
    if (isRange) selection.extend(id, rowIdsOf(lines));
    else selection.toggle(id);
  };

  const onKeyDown = useRowKeys({
    scroller,
    lines,
    active,
    rowName,
    onGoTo,
    onUse: use,
    onSelect: selection?.toggle,
  });

  return (
    // biome-ignore lint/a11y: its role, grid or treegrid, takes a name and hears the arrow keys
    <div
      ref={scroller}
      className={styles.root}
      role={groups.some(({ title }) => title !== null) ? "treegrid" : "grid"}
      aria-label={label}
      aria-rowcount={lines.length + 1}
      aria-colcount={shown.length}
      aria-multiselectable={selection ? true : undefined}
      onKeyDown={onKeyDown}
    >
      <DataTableHeader
        columns={shown}
        tracks={tracks}
        height={HEADER_PX}
        hasSelection={selection !== undefined}
        arrangement={arrangement}
      />
      <div role="rowgroup" className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const line = lines[index];
          return (
            line && (
              <DataTableLine
                key={line.id}
                line={line}
                columns={shown}
                tracks={tracks}
                index={index}
                offset={start}
                minHeight={ROW_PX}
                measure={virtualizer.measureElement}
                isActive={index === active}
                isOpen={line.id === openId}
                isSelected={selection?.ids.has(line.id)}
                onSelect={(isRange) => select(line.id, isRange)}
                onMenu={
                  actionsOf && line.kind === "row"
                    ? (target) => setMenu({ actions: actionsOf(line.row), target })
                    : undefined
                }
                isOpenable={onOpen !== undefined}
                onFocus={() => setActiveId(line.id)}
                onUse={() => use(index)}
              />
            )
          );
        })}
      </div>
      {actionsOf && <RowMenu label={label} place={menu} onClose={() => setMenu(null)} />}
    </div>
  );
}

function rowIdsOf<Row>(lines: Line<Row>[]): string[] {
  return lines.filter(({ kind }) => kind === "row").map(({ id }) => id);
}

function without(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...set].filter((other) => other !== id));
}

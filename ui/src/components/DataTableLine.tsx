import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronRightRegular } from "@fluentui/react-icons";
import type { MouseEvent } from "react";
import { rowTokens } from "../styles/rowTokens";
import type { Column, Line } from "./tableModel";

const RING = `inset 0 0 0 1px ${rowTokens.colorRowRing}`;

const useStyles = makeStyles({
  line: {
    position: "absolute",
    insetInline: 0,
    top: 0,
    boxSizing: "border-box",
    display: "grid",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalL,
    paddingInline: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    outlineStyle: "none",
    ":focus-visible": {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: "-2px",
      borderRadius: tokens.borderRadiusMedium,
    },
  },
  openable: {
    cursor: "pointer",
    ":hover": { backgroundColor: rowTokens.colorRowHover, boxShadow: RING },
    ":active": { backgroundColor: rowTokens.colorRowPressed },
  },
  group: {
    backgroundColor: tokens.colorNeutralBackground2,
    gridTemplateColumns: "minmax(0, 1fr)",
    cursor: "pointer",
    ":hover": { backgroundColor: rowTokens.colorRowHover, boxShadow: RING },
  },
  groupCell: { display: "flex", alignItems: "center", gap: tokens.spacingHorizontalS, minWidth: 0 },
  count: { color: tokens.colorNeutralForeground3, fontVariantNumeric: "tabular-nums" },
  cell: { minWidth: 0, display: "flex", alignItems: "center" },
});

interface DataTableLineProps<Row> {
  line: Line<Row>;
  columns: Column<Row>[];
  tracks: string;
  index: number;
  offset: number;
  minHeight: number;
  /** Measures the line: where its texts need more lines, it is taller. */
  measure: (line: HTMLElement | null) => void;
  isActive: boolean;
  isOpenable: boolean;
  onFocus: () => void;
  onUse: () => void;
}

/** One line of a table: a row, or the head of a group of rows. */
export function DataTableLine<Row>(props: DataTableLineProps<Row>) {
  const { line, columns, tracks, index, offset, minHeight, measure, isActive, isOpenable, onFocus, onUse } =
    props;
  const styles = useStyles();
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const isOnControl = event.target instanceof Element && event.target.closest("button, a, input") !== null;
    // React bubbles clicks in a popover to here, although it is elsewhere in the DOM.
    if (isOnControl || !event.currentTarget.contains(event.target as Node)) return;
    onUse();
  };
  const shared = {
    ref: measure,
    role: "row",
    "aria-rowindex": index + 2,
    "data-index": index,
    tabIndex: isActive ? 0 : -1,
    onFocus,
    onClick,
  };
  const position = { minHeight, transform: `translateY(${offset}px)` };

  if (line.kind === "group") {
    return (
      // biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role, row, is among the shared properties
      <div
        {...shared}
        aria-expanded={line.isOpen}
        aria-level={1}
        className={mergeClasses(styles.line, styles.group)}
        style={position}
      >
        <div role="gridcell" className={styles.groupCell} aria-colspan={columns.length}>
          {line.isOpen ? (
            <ChevronDownRegular aria-hidden="true" />
          ) : (
            <ChevronRightRegular aria-hidden="true" />
          )}
          <bdi>{line.title}</bdi>
          <span className={styles.count}>{line.count}</span>
        </div>
      </div>
    );
  }
  return (
    <div
      {...shared}
      className={mergeClasses(styles.line, isOpenable && styles.openable)}
      style={{ ...position, gridTemplateColumns: tracks }}
    >
      {columns.map(({ id, render }) => (
        <div key={id} role="gridcell" className={styles.cell}>
          {render(line.row)}
        </div>
      ))}
    </div>
  );
}

import { Button, Checkbox, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular, ChevronRightRegular, MoreHorizontalRegular } from "@fluentui/react-icons";
import type { KeyboardEvent, MouseEvent } from "react";
import { rowTokens } from "../styles/rowTokens";
import { t } from "../words";
import type { MenuPlace } from "./list/RowMenu";
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
    "& [data-quiet]": { opacity: 0 },
    ":hover [data-quiet]": { opacity: 1 },
    ":focus-within [data-quiet]": { opacity: 1 },
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
  open: {
    backgroundColor: rowTokens.colorRowSelected,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}`,
    ":hover": { backgroundColor: rowTokens.colorRowSelected },
  },
  selected: { backgroundColor: rowTokens.colorRowSelected, boxShadow: RING },
  box: { "& .fui-Checkbox__indicator": { margin: 0 } },
  menu: {
    position: "absolute",
    insetInlineEnd: tokens.spacingHorizontalXS,
    top: "6px",
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow2,
  },
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
  /** The row is open beside the list. */
  isOpen: boolean;
  /** Undefined where rows cannot be selected. */
  isSelected: boolean | undefined;
  /** Selects the row or takes it out; or the rows from the last one to this one. */
  onSelect: (isRange: boolean) => void;
  /** Opens the row's menu. */
  onMenu: ((target: MenuPlace["target"]) => void) | undefined;
  onFocus: () => void;
  onUse: () => void;
}

/** One line of a table: a row, or the head of a group of rows. */
export function DataTableLine<Row>(props: DataTableLineProps<Row>) {
  const { line, columns, tracks, index, offset, minHeight, measure, isActive, isOpenable, onFocus, onUse } =
    props;
  const { isOpen, isSelected, onSelect, onMenu } = props;
  const styles = useStyles();
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const isOnControl = event.target instanceof Element && event.target.closest("button, a, input") !== null;
    // React bubbles clicks in a popover to here, although it is elsewhere in the DOM.
    if (isOnControl || !event.currentTarget.contains(event.target as Node)) return;
    if (isSelected !== undefined && (event.ctrlKey || event.metaKey || event.shiftKey))
      onSelect(event.shiftKey);
    else onUse();
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
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    if (!onMenu) return;
    event.preventDefault();
    // The keyboard's menu key has no place of its own.
    const isAtPointer = event.clientX > 0 || event.clientY > 0;
    onMenu(isAtPointer ? { getBoundingClientRect: atPointer(event) } : event.currentTarget);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!onMenu || !(event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey))) return;
    event.preventDefault();
    onMenu(event.currentTarget);
  };
  return (
    // biome-ignore lint/a11y: its role, row, is among the shared properties
    <div
      {...shared}
      className={mergeClasses(
        styles.line,
        isOpenable && styles.openable,
        isSelected && styles.selected,
        isOpen && styles.open,
      )}
      style={{ ...position, gridTemplateColumns: tracks }}
      aria-selected={isSelected}
      aria-current={isOpen ? "true" : undefined}
      onContextMenu={onContextMenu}
      onKeyDown={onKeyDown}
    >
      {isSelected !== undefined && (
        // For the mouse: the row itself says whether it is selected, and the space bar changes it.
        <div aria-hidden="true" className={styles.cell} data-quiet={isSelected ? undefined : true}>
          <Checkbox
            className={styles.box}
            checked={isSelected}
            tabIndex={-1}
            onChange={() => onSelect(false)}
          />
        </div>
      )}
      {columns.map(({ id, render }) => (
        <div key={id} role="gridcell" className={styles.cell}>
          {render(line.row)}
        </div>
      ))}
      {onMenu && (
        <div role="gridcell" className={styles.menu} data-quiet="true">
          <Button
            size="small"
            appearance="subtle"
            icon={<MoreHorizontalRegular />}
            aria-label={t("rows-actions")}
            onClick={(event) => onMenu(event.currentTarget)}
          />
        </div>
      )}
    </div>
  );
}

function atPointer({ clientX, clientY }: MouseEvent): () => DOMRect {
  return () => new DOMRect(clientX, clientY, 0, 0);
}

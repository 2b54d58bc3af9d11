import { Button, Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { DismissRegular, SearchRegular } from "@fluentui/react-icons";
import { type ReactNode, useDeferredValue, useMemo, useRef } from "react";
import type { CommandError } from "../../ipc/bindings/CommandError";
import type { SourceFailure } from "../../ipc/bindings/SourceFailure";
import { rich, t } from "../../words";
import { DataTable } from "../DataTable";
import { EmptyState } from "../EmptyState";
import { ErrorPanel } from "../ErrorPanel";
import { FilterInput } from "../FilterInput";
import { focusTable } from "../focusTable";
import { PartialFailures } from "../PartialFailures";
import { RefreshBar } from "../RefreshBar";
import { StaleBar } from "../StaleBar";
import { TableSkeleton } from "../TableSkeleton";
import { Toolbar } from "../Toolbar";
import type { Column, Group, RowAction, Sort } from "../tableModel";
import { ColumnsMenu } from "./ColumnsMenu";
import { CopyCsvButton } from "./CopyCsvButton";
import { filterRows, remembering, sortRows } from "./listModel";
import { useListView } from "./listViews";
import { useSelection } from "./useSelection";

const useStyles = makeStyles({
  foot: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
    flexShrink: 0,
    minHeight: "24px",
    color: tokens.colorNeutralForeground2,
  },
});

/** What a list has to show, and how it was read. */
export interface ListContent<Row> {
  /** Undefined until the first rows are there. */
  rows: Row[] | undefined;
  failures: SourceFailure[];
  /** Why the list could not be read, or not again. */
  error: CommandError | null;
  asOf: string | null | undefined;
  isReading: boolean;
  onRefresh: () => void;
  /** Reads only the sources that failed. */
  onRetry?: () => void;
}

export interface ListTexts {
  title: string;
  filter: string;
  count: (shown: number, all: number) => string;
}

interface ListPageProps<Row> {
  texts: ListTexts;
  list: ListContent<Row>;
  /** Name under which the list keeps its place and arrangement. */
  place: string;
  /** The order before the person chooses one: by name; null keeps the rows as they come. */
  firstSort?: Sort | null;
  columns: Column<Row>[];
  rowId: (row: Row) => string;
  rowName: (row: Row) => string;
  /** The text that the filter searches. */
  textOf: (row: Row) => string;
  filter: string;
  onFilter: (filter: string) => void;
  /** Divides the rows, which come filtered and sorted. */
  groupsOf?: (rows: Row[]) => Group<Row>[];
  onOpen?: (row: Row) => void;
  openId?: string | undefined;
  actionsOf?: (row: Row) => RowAction[];
  /** Shown in place of a list without rows. */
  empty: ReactNode;
  /** More controls above the list. */
  controls?: ReactNode;
  /** How far the reading is. */
  progress?: ReactNode;
}

const byName: Sort = { column: "name", isDescending: false };

const inOneGroup = <Row,>(rows: Row[]): Group<Row>[] => [{ id: "all", title: null, rows }];

/** A list: filter, order, columns, selection, row actions, and how fresh it is. Every list of the window is one. */
export function ListPage<Row extends object>(props: ListPageProps<Row>) {
  const { texts, list, place, columns, rowId, rowName, filter, onFilter, onOpen, openId, actionsOf } = props;
  const { firstSort = byName, groupsOf = inOneGroup, textOf, empty, controls, progress } = props;
  const styles = useStyles();
  const table = useRef<HTMLDivElement>(null);
  const [view, changeView] = useListView(place, firstSort);
  const { rows, error, isReading, onRefresh, onRetry = onRefresh } = list;

  // Typing comes before the list: a letter is shown at once, the rows for it when there is time.
  const wanted = useDeferredValue(filter);
  const searched = useMemo(() => remembering(textOf), [textOf]);
  const sorted = useMemo(() => sortRows(rows ?? [], columns, view.sort), [rows, columns, view.sort]);
  const shown = useMemo(() => filterRows(sorted, wanted, searched), [sorted, wanted, searched]);
  const groups = useMemo(() => groupsOf(shown), [groupsOf, shown]);
  const shownColumns = useMemo(
    () => columns.filter(({ id }) => !view.hidden.includes(id)),
    [columns, view.hidden],
  );
  const selection = useSelection(useMemo(() => (rows ?? []).map(rowId), [rows, rowId]));
  const exported = selection.ids.size > 0 ? shown.filter((row) => selection.ids.has(rowId(row))) : shown;

  return (
    <>
      <Toolbar>
        <FilterInput
          label={texts.filter}
          value={filter}
          onChange={onFilter}
          onLeave={() => focusTable(table.current)}
        />
        {controls}
        <RefreshBar asOf={list.asOf ?? undefined} isRefreshing={isReading} onRefresh={onRefresh}>
          <ColumnsMenu columns={columns} view={view} onChange={changeView} />
        </RefreshBar>
      </Toolbar>
      {rows && <StaleBar error={error} asOf={list.asOf} onRetry={onRetry} isRetrying={isReading} />}
      <PartialFailures failures={list.failures} onRetry={onRetry} isRetrying={isReading} />
      {rows === undefined ? (
        error ? (
          <ErrorPanel error={error} onRetry={onRefresh} isRetrying={isReading} />
        ) : (
          <TableSkeleton what={texts.title} columns={columns} />
        )
      ) : rows.length === 0 ? (
        error || list.failures.length > 0 ? null : (
          empty
        )
      ) : shown.length === 0 ? (
        <EmptyState
          icon={<SearchRegular />}
          title={rich("action-nothing-matches", { text: <bdi>{wanted}</bdi> })}
          action={<Button onClick={() => onFilter("")}>{t("action-clear-filter")}</Button>}
        />
      ) : (
        <>
          <DataTable
            ref={table}
            label={texts.title}
            place={place}
            columns={shownColumns}
            groups={groups}
            rowId={rowId}
            rowName={rowName}
            filter={wanted}
            onOpen={onOpen}
            openId={openId}
            arrangement={{
              sort: view.sort,
              onSort: (sort) => changeView({ sort }),
              widths: view.widths,
              onWidths: (widths) => changeView({ widths }),
            }}
            selection={selection}
            actionsOf={actionsOf}
          />
          <div className={styles.foot}>
            <Caption1 role="status">{texts.count(shown.length, rows.length)}</Caption1>
            {progress}
            {selection.ids.size > 0 && (
              <>
                <Caption1>{t("rows-selected", { count: selection.ids.size })}</Caption1>
                <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={selection.clear}>
                  {t("rows-clear-selection")}
                </Button>
              </>
            )}
            <CopyCsvButton rows={exported} columns={shownColumns} />
          </div>
        </>
      )}
    </>
  );
}

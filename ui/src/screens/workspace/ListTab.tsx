import { Caption1, makeStyles, tokens } from "@fluentui/react-components";
import { SearchRegular } from "@fluentui/react-icons";
import type { UseQueryResult } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useMemo, useRef } from "react";
import { DataTable } from "../../components/DataTable";
import { EmptyState } from "../../components/EmptyState";
import { ErrorPanel } from "../../components/ErrorPanel";
import { FilterInput } from "../../components/FilterInput";
import { focusTable } from "../../components/focusTable";
import { PartialFailures } from "../../components/PartialFailures";
import { RefreshBar } from "../../components/RefreshBar";
import { TableSkeleton } from "../../components/TableSkeleton";
import { Toolbar } from "../../components/Toolbar";
import type { Column } from "../../components/tableModel";
import type { SourceFailure } from "../../ipc/bindings/SourceFailure";
import { rich } from "../../words";

const useStyles = makeStyles({ count: { color: tokens.colorNeutralForeground2 } });

interface ListTabProps<Row> {
  texts: {
    title: string;
    filter: string;
    emptyTitle: string;
    emptyText: string;
    count: (shown: number, all: number) => string;
  };
  emptyIcon: ReactNode;
  /** The query of the rows. */
  list: UseQueryResult<{ failures: SourceFailure[]; asOf: string }>;
  rows: Row[] | undefined;
  /** Name under which the list keeps its place. */
  place: string;
  columns: Column<Row>[];
  rowId: (row: Row) => string;
  /** The name that typed letters are compared with. */
  rowName: (row: Row) => string;
  /** The text that the filter searches. */
  textOf: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** More actions of the list. */
  action?: ReactNode;
}

/** A list of a workspace with filter, refresh and the sources that could not be read. */
export function ListTab<Row>(props: ListTabProps<Row>) {
  const { texts, emptyIcon, list, rows, place, columns, rowId, rowName, textOf, onOpen, action } = props;
  const styles = useStyles();
  const navigate = useNavigate({ from: "/workspaces/$workspace/$tab" });
  const { q = "" } = useSearch({ from: "/workspaces/$workspace/$tab" });
  const table = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => filterRows(rows ?? [], q, textOf), [rows, q, textOf]);
  const groups = useMemo(() => [{ id: "all", title: null, rows: shown }], [shown]);
  const refetch = () => void list.refetch();
  return (
    <>
      <Toolbar>
        <FilterInput
          label={texts.filter}
          value={q}
          onChange={(value) => void navigate({ replace: true, search: value ? { q: value } : {} })}
          onLeave={() => focusTable(table.current)}
        />
        {action}
        <RefreshBar asOf={list.data?.asOf} isRefreshing={list.isFetching} onRefresh={refetch} />
      </Toolbar>
      {list.data && (
        <PartialFailures failures={list.data.failures} onRetry={refetch} isRetrying={list.isFetching} />
      )}
      {rows ? (
        rows.length === 0 ? (
          <EmptyState icon={emptyIcon} title={texts.emptyTitle} text={texts.emptyText} />
        ) : shown.length === 0 ? (
          <EmptyState
            icon={<SearchRegular />}
            title={rich("action-nothing-matches", { text: <bdi>{q}</bdi> })}
          />
        ) : (
          <>
            <DataTable
              ref={table}
              label={texts.title}
              place={place}
              columns={columns}
              groups={groups}
              rowId={rowId}
              rowName={rowName}
              filter={q}
              onOpen={onOpen}
            />
            <Caption1 className={styles.count}>{texts.count(shown.length, rows.length)}</Caption1>
          </>
        )
      ) : list.error ? (
        <ErrorPanel error={list.error} onRetry={refetch} isRetrying={list.isFetching} />
      ) : (
        <TableSkeleton what={texts.title} columns={columns} />
      )}
    </>
  );
}

/** The rows that have every word of the filter. */
function filterRows<Row>(rows: Row[], filter: string, textOf: (row: Row) => string): Row[] {
  const wanted = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = textOf(row).toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

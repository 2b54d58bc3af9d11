// How the person arranged each list: its order, columns and widths. Kept until the account changes.
import { useCallback, useState } from "react";
import type { ColumnWidths, Sort } from "../tableModel";
import { useTablePlaces } from "../tablePlaces";

export interface ListView {
  sort: Sort | null;
  /** Ids of columns that are not shown. */
  hidden: readonly string[];
  widths: ColumnWidths;
}

/** The arrangement of a list, and how to change it. It is there again when the list is opened again. */
export function useListView(
  place: string,
  first: Sort | null,
): [ListView, (change: Partial<ListView>) => void] {
  const { views } = useTablePlaces();
  const [view, setView] = useState<ListView>(
    () => views.get(place) ?? { sort: first, hidden: [], widths: {} },
  );
  const change = useCallback(
    (changed: Partial<ListView>) =>
      setView((before) => {
        const next = { ...before, ...changed };
        views.set(place, next);
        return next;
      }),
    [views, place],
  );
  return [view, change];
}

// Remembers the scroll position, line and arrangement of each list until the account changes.
import { createContext, useContext } from "react";
import type { ListView } from "./list/listViews";

interface Place {
  offset: number;
  /** The opened line. It gets the focus back once. */
  opened: string | null;
  /** What the rows were narrowed by. With another filter the place means nothing. */
  filter: string;
}

export interface TablePlaces {
  places: Map<string, Place>;
  views: Map<string, ListView>;
}

export const TablePlacesContext = createContext<TablePlaces | null>(null);

export function useTablePlaces(): TablePlaces {
  const places = useContext(TablePlacesContext);
  if (!places) throw new Error("no TablePlacesProvider");
  return places;
}

// Remembers the scroll position and line of each list until the account changes.
import { createContext, useContext } from "react";

interface Place {
  offset: number;
  /** The opened line. It gets the focus back once. */
  opened: string | null;
  /** What the rows were narrowed by. With another filter the place means nothing. */
  filter: string;
}

export type TablePlaces = Map<string, Place>;

export const TablePlacesContext = createContext<TablePlaces | null>(null);

export function useTablePlaces(): TablePlaces {
  const places = useContext(TablePlacesContext);
  if (!places) throw new Error("no TablePlacesProvider");
  return places;
}

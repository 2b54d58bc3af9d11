// Where each list was left, so that coming back finds it there: for as long as the account stays.
import { createContext, useContext } from "react";

interface Place {
  offset: number;
  /** The line that was opened; it gets the focus back once. */
  opened: string | null;
}

export type TablePlaces = Map<string, Place>;

export const TablePlacesContext = createContext<TablePlaces | null>(null);

export function useTablePlaces(): TablePlaces {
  const places = useContext(TablePlacesContext);
  if (!places) throw new Error("no TablePlacesProvider");
  return places;
}

import { type ReactNode, useState } from "react";
import { type TablePlaces, TablePlacesContext } from "./tablePlaces";

interface TablePlacesProviderProps {
  /** The owner of the lists. Another owner starts with no places. */
  owner: string;
  children: ReactNode;
}

/** Holds the places of one owner's lists. A table that unmounts late writes into the old owner's map. */
export function TablePlacesProvider({ owner, children }: TablePlacesProviderProps) {
  const [kept, setKept] = useState(() => emptyFor(owner));
  if (kept.owner !== owner) setKept(emptyFor(owner));
  return <TablePlacesContext value={kept.places}>{children}</TablePlacesContext>;
}

function emptyFor(owner: string): { owner: string; places: TablePlaces } {
  return { owner, places: { places: new Map(), views: new Map() } };
}

import { type ReactNode, useState } from "react";
import { type TablePlaces, TablePlacesContext } from "./tablePlaces";

interface TablePlacesProviderProps {
  /** Whose lists they are; another owner starts without any place. */
  owner: string;
  children: ReactNode;
}

/** Keeps the places of one owner's lists. A table that leaves late writes into the map that leaves with it. */
export function TablePlacesProvider({ owner, children }: TablePlacesProviderProps) {
  const [kept, setKept] = useState(() => emptyFor(owner));
  if (kept.owner !== owner) setKept(emptyFor(owner));
  return <TablePlacesContext value={kept.places}>{children}</TablePlacesContext>;
}

function emptyFor(owner: string): { owner: string; places: TablePlaces } {
  return { owner, places: new Map() };
}

// The place in a list is remembered for one account only.
import { render } from "@testing-library/react";
import { useEffect } from "react";
import { expect, it } from "vitest";
import { TablePlacesProvider } from "../src/components/TablePlacesProvider";
import { useTablePlaces } from "../src/components/tablePlaces";

/** A stub of a table: stores its place when it unmounts. */
function List({ opened, onFound }: { opened: string; onFound: (opened: string | undefined) => void }) {
  const { places } = useTablePlaces();
  useEffect(() => {
    onFound(places.get("workspaces")?.opened ?? undefined);
    return () => {
      places.set("workspaces", { offset: 0, opened, filter: "" });
    };
  }, [places, opened, onFound]);
  return null;
}

it("finds a place again, and none of another account", () => {
  const found: (string | undefined)[] = [];
  const onFound = (opened: string | undefined) => found.push(opened);
  const view = (owner: string, list: boolean) => (
    <TablePlacesProvider owner={owner}>
      {list && <List opened={`row of ${owner}`} onFound={onFound} />}
    </TablePlacesProvider>
  );
  const { rerender } = render(view("ada", true));
  rerender(view("ada", false));
  rerender(view("ada", true));
  // The list unmounts after the account has changed.
  rerender(view("grace", false));
  rerender(view("grace", true));
  expect(found).toEqual([undefined, "row of ada", undefined]);
});

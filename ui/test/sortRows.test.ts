// The order of a list by a column.
import { expect, it } from "vitest";
import { sortRows } from "../src/components/list/listModel";
import type { Column } from "../src/components/tableModel";

interface Row {
  role: string;
  strength: number;
}

const columns: Column<Row>[] = [
  {
    id: "role",
    header: "Role",
    track: "1fr",
    render: ({ role }) => role,
    sortText: ({ role }) => role,
    sortRank: ({ strength }) => -strength,
  },
];

const rows: Row[] = [
  { role: "Reader", strength: 2 },
  { role: "Own role", strength: 4 },
  { role: "Owner", strength: 9 },
  { role: "AzureML Data Scientist", strength: 4 },
];

const order = (isDescending: boolean) =>
  sortRows(rows, columns, { column: "role", isDescending }).map(({ role }) => role);

it("sorts by the rank first, and by the text where ranks are equal", () => {
  const strongestFirst = ["Owner", "AzureML Data Scientist", "Own role", "Reader"];
  expect(order(false)).toEqual(strongestFirst);
  expect(order(true)).toEqual(strongestFirst.toReversed());
});

### What every list of the window has.

rows-columns = Columns
rows-columns-reset = Reset columns
rows-actions = Actions
# $count (Number) - selected rows
rows-selected = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
rows-clear-selection = Clear selection
rows-copy-csv = Copy as CSV
# $count (Number) - copied rows
rows-copied-rows = { $count ->
    [one] { $count } row as CSV
   *[other] { $count } rows as CSV
}

## Freshness

rows-not-refreshed = Latchkey could not read this again. You see what it read before.
# $moment (String) - when the rows were read
rows-not-refreshed-since = You see the state of { $moment }.

### The list of keyboard shortcuts.

keyboard-title = Keyboard shortcuts
keyboard-anywhere = Anywhere
keyboard-lists = In lists
keyboard-service = On a service page
keyboard-palette = Search or jump to a service, workspace, person, page or command
keyboard-help = Show this help
keyboard-filter = Filter the list
keyboard-refresh = Refresh the page
keyboard-leave = Leave the page, or close the open dialog
keyboard-back = Back
keyboard-forward = Forward
keyboard-larger = Show everything larger
keyboard-smaller = Show everything smaller
keyboard-usual-size = Show everything in the usual size
keyboard-lock = Lock Latchkey
keyboard-type-ahead = Go to the row with this name
keyboard-move = Move between rows
keyboard-ends = Go to the first or last row
keyboard-open = Open the row
keyboard-fold = Collapse or expand a group, or move between the buttons of a row
keyboard-copy = Copy a fresh token, or the key of the focused row. If no row has the focus, copy the primary key
keyboard-reveal = Show or hide the same key

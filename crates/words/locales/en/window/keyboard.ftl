### The list of keyboard shortcuts.

keyboard-title = Keyboard shortcuts
keyboard-anywhere = Anywhere
keyboard-lists = In lists
keyboard-service = On a service page
keyboard-help = Show this help
keyboard-filter = Filter the list
keyboard-back = Go back, or close the open dialog
keyboard-lock = Lock Latchkey
keyboard-move = Move between rows
keyboard-ends = Go to the first or last row
keyboard-open = Open the row
keyboard-fold = Collapse or expand a group
keyboard-copy = Copy a fresh token, or the key of the focused row. If no row has the focus, copy the primary key
keyboard-reveal = Show or hide the same key

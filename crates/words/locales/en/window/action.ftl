### Buttons, labels and short answers that many pages of the window share.

action-sign-in = Sign in
action-cancel = Cancel
action-close = Close
action-back = Back
action-refresh = Refresh
# $text (String) - the word or name to enter
action-type = Enter { $text } to confirm

action-retry = Try again
# $seconds (Number) - how long Azure asks to wait
action-retry-in = Try again in { $seconds } s

## Copy

action-copy = Copy
# $name (String) - the label of what is copied
action-copy-named = Copy { $name }
# $name (String) - the label of what was copied
action-copied = Copied: { $name }
# $name (String) - the label of what was copied
# $seconds (Number) - how long it stays on the clipboard
action-copied-secret = { $seconds ->
    [one] Copied: { $name }. Latchkey clears the clipboard in { $seconds } second.
   *[other] Copied: { $name }. Latchkey clears the clipboard in { $seconds } seconds.
}
# $seconds (Number) - seconds that are left
action-clipboard-countdown = { $seconds } s left
action-clipboard-cleared = If the clipboard still had this text, Latchkey cleared it.
# $reason (String) - what happened, in a sentence
action-not-copied = Latchkey cannot copy this. { $reason }

## Files

action-choose-file = Choose file…
# $name (String) - the label of what the file holds
action-choose-file-named = { $name }: Choose file…
action-drop-file = Drop the file here, or choose it.
# $name (String) - the file’s name
action-remove-file = Remove { $name }
action-file-empty = The file is empty, or it is not a regular file. Choose another file.
action-file-unreadable = Latchkey cannot read this file. Choose another file.

## Lists

action-none = –
action-not-given = Not given
# $name (String) - the label of what is loading
action-loading = Loading { $name }
# $moment (String) - when the list was read
action-as-of = Updated { $moment }
action-path = Path
# $site (studio | portal) - the site that the browser opens
action-open-site = { $site ->
    [studio] Open in studio
   *[portal] Open in portal
}
# $label (String) - what the filter is for
# $keys (String) - the keys that go to it
action-filter-placeholder = { $label } ({ $keys })
action-clear-filter = Clear filter
# $text (String) - the text of the filter
action-nothing-matches = Nothing matches “{ $text }”.

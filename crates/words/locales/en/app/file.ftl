### Why Latchkey cannot read or write a file on this machine.

## Reading

# $file (String) - path of the file
file-not-regular = Latchkey cannot read { $file }. It is not a regular file.
# $file (String) - path of the file
# $kilobytes (Number) - the limit
file-too-long = Latchkey cannot read { $file }. It is larger than { $kilobytes } KiB.
# $file (String) - path of the file
file-not-text = Latchkey cannot read { $file }. It is not a text file in UTF-8.
# $file (String) - path of the file
# $cause (String) - what the parser said
file-not-json = Latchkey does not understand { $file }: { $cause }.
# $file (String) - path of the file
# $cause (String) - what the system said
file-unreadable = Latchkey cannot read { $file }: { $cause }.

## Private files

# $folder (String) - path of the folder
file-others-can-write = Latchkey stores nothing in { $folder }, because other users of this machine can change it. Remove this permission with chmod go-w, or use another folder.
# $path (String) - path of the file or folder
file-not-ours = Latchkey does not use { $path }, because it belongs to another user. Ask your administrator to change its owner with chown, or use another folder.
# $path (String) - path of the file
file-link = Latchkey does not use { $path }, because it is a link or not a regular file. Remove it.

## Writing

# $file (String) - path of the file
# $kilobytes (Number) - the limit
file-too-long-to-write = Latchkey cannot write { $file }. It would be larger than { $kilobytes } KiB.
# $file (String) - path of the file
# $cause (String) - what the system said
file-unwritable = Latchkey cannot write { $file }: { $cause }.

## Settings

# $file (String) - the new path of the file
file-set-aside = Latchkey uses the default settings. It renamed the unreadable file to { $file }.
# $cause (String) - what the system said
file-not-set-aside = Latchkey uses the default settings, because it cannot rename the unreadable file: { $cause }.
file-settings-not-kept = Latchkey uses the default settings, and cannot save changes.

### How several things are put together in one sentence. Shown in the window and on the command line.

# $first (String) - a thing
# $second (String) - another thing
list-two = { $first } and { $second }

# $first (String) - a thing
# $rest (String) - two or more others, already put together
list-more = { $first }, { $rest }

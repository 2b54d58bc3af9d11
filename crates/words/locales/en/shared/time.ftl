### Times and durations. Shown in the window, on the command line, and in errors and notices.

# $duration (String) - how long from now
# $clock (String) - the local time
time-later = in { $duration } ({ $clock })

# $duration (String) - how long before now
# $clock (String) - the local time
time-earlier = { $duration } ago ({ $clock })

# $clock (String) - the local time
time-now = now ({ $clock })

# $count (Number)
time-days = { $count } d
# $count (Number)
time-hours = { $count } h
# $count (Number)
time-minutes = { $count } min
# $count (Number)
time-seconds = { $count } s

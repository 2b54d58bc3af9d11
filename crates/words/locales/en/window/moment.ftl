### The exact time, which the window shows as a tooltip.

# $local (String) - date and time where the person is
# $utc (String) - date and time in UTC
moment-exact = { $local } local time · { $utc } UTC

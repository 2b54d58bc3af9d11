### The times of the session. Shown in Settings.

session-title = Session
session-signed-in = Signed in
session-locks-after = Time without use until Latchkey locks
session-token-renewed = Next token refresh
session-token-expires = Token expiry
session-clock = Clock of this machine
# $seconds (Number) - the difference
session-clock-ahead = { $seconds } s ahead of the sign-in service. Latchkey corrects this difference in its own times.
# $seconds (Number) - the difference
session-clock-behind = { $seconds } s behind the sign-in service. Latchkey corrects this difference in its own times.
session-clock-right = Agrees with the sign-in service

### When Latchkey locks. Shown in Settings.

lock-settings-title = Lock
lock-settings-text = While Latchkey is locked, it shows no workspaces, services or keys. It has no access token, except while it regenerates a key. If the sessions are in memory only, they stay in memory. The lock protects you when you leave your desk. Programs that you start can still reach the session, so lock your screen too.
lock-settings-lock = Lock
lock-settings-after = Lock Latchkey after this time without use
lock-settings-never = Never
# $count (Number) - minutes
lock-settings-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
# $count (Number) - hours
lock-settings-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
lock-settings-on-suspend = Lock Latchkey after this machine was asleep
lock-settings-not-saved = Latchkey cannot save this setting
# $reason (String) - what happened, in a sentence
lock-settings-not-locked = Latchkey cannot lock. { $reason }

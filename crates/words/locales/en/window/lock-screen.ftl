### The page that the window shows while Latchkey is locked.

lock-screen-title = Latchkey is locked
# $reason (demand | idle | suspend) - why it locked
lock-screen-reason = { $reason ->
    [demand] You locked it.
    [idle] Nobody used it for some time.
   *[suspend] This machine was asleep.
}
# $moment (String) - when it locked
lock-screen-since = Locked { $moment }.
# $name (String) - the user name
lock-screen-browser = Sign in again as { $name } to unlock Latchkey. The sign-in page asks for your credentials.
# $name (String) - name of the application
lock-screen-application-store = { $name } is an application, so you can unlock Latchkey with a click. Latchkey then needs the key of the session from the secret store of your system.
# $name (String) - name of the application
lock-screen-application-memory = { $name } is an application, so you can unlock Latchkey with a click. The sessions are in memory only, so nothing else protects them.
lock-screen-store = You can unlock Latchkey with a click. Latchkey then needs the key of the session from the secret store of your system.
lock-screen-memory = You can unlock Latchkey with a click. The sessions are in memory only, so nothing else protects them.
lock-screen-unlock = Unlock
lock-screen-unlocking = Unlocking…
lock-screen-not-unlocked = Latchkey stays locked
lock-screen-back = Back to the lock screen
# $total (Number) - keys of all jobs
# $done (Number) - keys that are done
lock-screen-jobs = { $total ->
    [one] Latchkey is regenerating { $total } key ({ $done } of { $total } done)
   *[other] Latchkey is regenerating { $total } keys ({ $done } of { $total } done)
}
lock-screen-stop = Stop jobs
lock-screen-stopping = Stopping…

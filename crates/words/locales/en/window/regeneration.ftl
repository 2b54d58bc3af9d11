### The regeneration of a key: its dialog, its progress and its result.

# $slot (primary | secondary) - which key
regeneration-title = { $slot ->
    [primary] Regenerate primary key
   *[secondary] Regenerate secondary key
}
# $slot (primary | secondary) - which key
# $name (String) - the service’s name
regeneration-effect = { $slot ->
    [primary] Azure refuses the old primary key of { $name } immediately. Programs that use this key fail until they have the new key. You cannot get the old key back.
   *[secondary] Azure refuses the old secondary key of { $name } immediately. Programs that use this key fail until they have the new key. You cannot get the old key back.
}
# $slot (primary | secondary) - the other key
regeneration-other = { $slot ->
    [primary] Programs that use the primary key continue to work.
   *[secondary] Programs that use the secondary key continue to work.
}
# $slot (primary | secondary) - the other key
regeneration-copy-other = { $slot ->
    [primary] Copy primary key first
   *[secondary] Copy secondary key first
}
regeneration-copy-other-hint = Copy this key and use it in your programs before you continue. Then no call fails.
regeneration-mismatch = The name is different. Enter the service’s name exactly as Latchkey shows it.
regeneration-action = Regenerate key
# $slot (primary | secondary) - which key
regeneration-running = { $slot ->
    [primary] Regenerating primary key
   *[secondary] Regenerating secondary key
}
regeneration-leave = Continue in the background
regeneration-running-hint = Azure usually needs less than one minute. Then Latchkey lists both keys again to check what changed.
# $seconds (Number) - seconds since the start
regeneration-elapsed = { $seconds } s since the start

## The result

# $slot (primary | secondary) - which key
regeneration-rotated = { $slot ->
    [primary] The primary key is new. The secondary key did not change.
   *[secondary] The secondary key is new. The primary key did not change.
}
# $slot (primary | secondary) - which key
regeneration-unchanged = { $slot ->
    [primary] The primary key did not change, although Azure reported success. The old key still works. Try again later.
   *[secondary] The secondary key did not change, although Azure reported success. The old key still works. Try again later.
}
# $slot (primary | secondary) - which key
regeneration-other-changed = { $slot ->
    [primary] The secondary key changed. Perhaps somebody else regenerated it. The table shows what changed. Azure refuses programs that use an old key.
   *[secondary] The primary key changed. Perhaps somebody else regenerated it. The table shows what changed. Azure refuses programs that use an old key.
}
# $slot (primary | secondary) - which key
regeneration-unproven = { $slot ->
    [primary] Latchkey cannot prove that the primary key changed. Show the keys again before you use them.
   *[secondary] Latchkey cannot prove that the secondary key changed. Show the keys again before you use them.
}
regeneration-changes = Changes
regeneration-key = Key
regeneration-before = Before
regeneration-after = After
regeneration-result = Result
# $change (changed | same | unknown) - what happened to the key
regeneration-change = { $change ->
    [changed] Changed
    [same] Did not change
   *[unknown] Unknown
}
# $seconds (String) - a formatted number
regeneration-took = Azure needed { $seconds } s.
# $slot (primary | secondary) - which key
regeneration-copy-new = { $slot ->
    [primary] Copy new primary key
   *[secondary] Copy new secondary key
}
regeneration-failed = Regeneration failed
regeneration-not-proven = Latchkey cannot prove that the key changed

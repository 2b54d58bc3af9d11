### The keys of a service.

keys-title = Keys
# $slot (primary | secondary) - which key
keys-slot = { $slot ->
    [primary] Primary
   *[secondary] Secondary
}
# $slot (primary | secondary) - which key
keys-name = { $slot ->
    [primary] Primary key
   *[secondary] Secondary key
}
# $slot (primary | secondary) - which key
keys-hidden = { $slot ->
    [primary] Primary key, hidden
   *[secondary] Secondary key, hidden
}
keys-reveal = Show
# $slot (primary | secondary) - which key
keys-reveal-slot = { $slot ->
    [primary] Show primary key
   *[secondary] Show secondary key
}
keys-hide = Hide
# $slot (primary | secondary) - which key
keys-hide-slot = { $slot ->
    [primary] Hide primary key
   *[secondary] Hide secondary key
}
# $seconds (Number) - seconds that are left
keys-countdown = Latchkey hides the key in { $seconds } s
# $slot (primary | secondary) - which key
keys-copy = { $slot ->
    [primary] Copy primary key
   *[secondary] Copy secondary key
}
keys-regenerate = Regenerate…
# $slot (primary | secondary) - which key
keys-regenerate-slot = { $slot ->
    [primary] Regenerate primary key…
   *[secondary] Regenerate secondary key…
}
# $digits (String) - the fingerprint
keys-fingerprint = Fingerprint { $digits }. These are the first digits of the SHA-256 of the key. You can compare keys by their fingerprints. You do not need to show the keys.
keys-no-fingerprint = Show or copy a key to see its fingerprint.
keys-no-read = Your account has no permission to read the keys of this service.
keys-no-regenerate = Your account has no permission to regenerate the keys of this service.
# $slot (primary | secondary) - which key
keys-why-read = { $slot ->
    [primary] Why can’t I read the primary key?
   *[secondary] Why can’t I read the secondary key?
}
# $slot (primary | secondary) - which key
keys-why-regenerate = { $slot ->
    [primary] Why can’t I regenerate the primary key?
   *[secondary] Why can’t I regenerate the secondary key?
}
# $slot (primary | secondary) - which key
keys-not-read = { $slot ->
    [primary] Latchkey cannot read the primary key
   *[secondary] Latchkey cannot read the secondary key
}

### Errors in the window: the title of each kind, and the parts around the error's own text.

## Titles

failure-sign-in-required = Sign in to continue
failure-confirm-destinations = Check where tokens go
failure-cancelled = Cancelled
failure-sign-in-failed = Sign-in failed
failure-no-secret-store = Latchkey cannot use the secret store
failure-forbidden = Your account has no permission
failure-not-found = Not found
failure-other-account = This page belongs to another account
failure-throttled = Azure limits the number of requests
failure-offline = No connection
failure-service-failed = The request failed
failure-invalid = A value is not valid
failure-clock-wrong = The clock of this machine is wrong
failure-internal = Latchkey cannot do this

failure-internal-text = Latchkey cannot do this because of an error of its own. Report the details to the developers of Latchkey.

## Details

failure-details = Details
failure-copy-details = Copy details
failure-cause = Cause
failure-correlation-id = Correlation id
failure-missing-action = Missing action
failure-scope = Scope
failure-why = Why?

## Sources

# $count (Number) - sources that failed
failure-sources = { $count ->
    [one] Latchkey cannot read { $count } part of this list, so some rows can be missing
   *[other] Latchkey cannot read { $count } parts of this list, so some rows can be missing
}
failure-names = Latchkey cannot read all names. No rows are missing.
# $source (String) - what was asked
# $reason (String) - what happened, in a sentence
failure-source = { $source }: { $reason }
# $id (String) - Azure’s correlation id
failure-source-correlation-id = Correlation id: { $id }

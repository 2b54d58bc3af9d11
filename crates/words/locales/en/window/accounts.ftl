### The accounts: the page, the list in the account menu, and what happens to an account.

accounts-title = Accounts
accounts-current = Current
# $kind (servicePrincipal | azureCli | managedIdentity) - the kind of account
accounts-kind = { $kind ->
    [servicePrincipal] Service principal
    [azureCli] Azure CLI
   *[managedIdentity] Managed identity
}
# $name (String) - the user name
# $tenant (String) - the tenant’s name
accounts-in-tenant = { $name } in { $tenant }
# $name (String) - the tenant’s name
accounts-tenant = Tenant { $name }
accounts-no-tenant = No tenant
# $name (String) - the user name
# $tenant (String) - the tenant’s name
accounts-name-and-tenant = { $name } · { $tenant }
accounts-nobody = Nobody is signed in to this cloud.
accounts-add = Add account
accounts-manage = Manage accounts

## Change the account

# $name (String) - the user name
accounts-switch = Switch to { $name }
accounts-switch-unnamed = Switch to this account
# $name (String) - the user name
accounts-switched = You now work as { $name }.
# $reason (String) - what happened, in a sentence
accounts-not-switched = Latchkey cannot switch the account. { $reason }
accounts-sign-in-again = Sign in again
# $name (String) - the user name
accounts-sign-in-again-as = Sign in again as { $name }

## Sign out

accounts-sign-out = Sign out
# $name (String) - the user name
accounts-sign-out-named = Sign out { $name }
accounts-sign-out-all = Sign out all accounts
accounts-signing-out = Signing out…
accounts-sign-out-hint = Sign-out removes the session and everything else of the account from this machine.
# $count (Number) - accounts that were signed out
# $names (String) - their user names
accounts-signed-out = { $count ->
    [0] Nobody is signed in now. Latchkey checked again: no session is left.
    [one] { $names } is signed out. Latchkey checked again: nothing of this account is left.
   *[other] { $names } are signed out. Latchkey checked again: nothing of these accounts is left.
}
# $count (Number) - accounts that were signed out
# $names (String) - their user names
# $items (Number) - sessions that Latchkey still finds
accounts-signed-out-partly = { $count ->
    [0] Latchkey still finds sessions on this machine: { $items }. Remove all secrets in Settings.
    [one] { $names } is signed out, but Latchkey still finds sessions of this account on this machine: { $items }. Remove all secrets in Settings, or sign in and sign out again.
   *[other] { $names } are signed out, but Latchkey still finds sessions of these accounts on this machine: { $items }. Remove all secrets in Settings, or sign in and sign out again.
}
# $reason (String) - what happened, in a sentence
accounts-sign-out-failed = Latchkey cannot finish the sign-out. { $reason }

## When the credential of an application expires

accounts-credential-check = Check credential expiry
accounts-credential-checking = Asking Microsoft Graph…
# $reason (String) - why it is not known, in a sentence
accounts-credential-unknown = Latchkey does not know when the credential expires. { $reason }
# $subject (String) - the certificate’s subject
# $thumbprint (String) - the certificate’s thumbprint
# $moment (String) - when it expires
accounts-certificate-expires = Expiry of the certificate { $subject } ({ $thumbprint }): { $moment }
# $moment (String) - when it expires
accounts-secret-expires = Expiry of the client secret: { $moment }
# $name (String) - the name that the directory has for the secret
# $moment (String) - when it expires
accounts-secret-named-expires = Expiry of the client secret “{ $name }”: { $moment }

### The tenants of an account, and the way to another one.

tenants-others = Other tenants
tenants-none = This account is in no other tenant.
# $membership (home | guest) - how the account belongs to the tenant
tenants-membership = { $membership ->
    [home] Home
   *[guest] Guest
}
tenants-switch = Switch tenant
# $name (String) - the tenant’s name
tenants-switch-to = Switch tenant to { $name }
# $name (String) - the tenant’s name
tenants-switched = You now work in the tenant { $name }.
# $name (String) - the tenant’s name
# $reason (String) - what happened, in a sentence
tenants-not-switched = Latchkey cannot switch to the tenant { $name }. { $reason }

## The sign-in that a tenant asks for

# $name (String) - name of the tenant or cloud
tenants-sign-in-title = Sign in to { $name }
# $name (String) - name of the tenant or cloud
# $account (String) - the user name
tenants-sign-in-text = Your browser opens the sign-in page of { $name } for { $account }. Your other sessions do not change.
tenants-open-browser = Open browser

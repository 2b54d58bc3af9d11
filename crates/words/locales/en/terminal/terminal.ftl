### Messages of the command line: what it asks, what it did, what it cannot do.

## The program

# $cause (String) - what the system said
terminal-not-started = Latchkey cannot start: { $cause }.
terminal-memory-open = Warning: other programs of this user can read Latchkey’s memory, because the system refused to protect it.
terminal-core-dumps = Warning: a crash can write secrets to the disk, because the system refused to disable core dumps.
# $cause (String) - what the system said
terminal-not-printed = Latchkey cannot print the answer: { $cause }.
terminal-no-data-folder = The system has no folder for application data. Give a folder with --profile.
terminal-browser-failed = To sign in without a browser, use: latchkey login --with device-code

## Failures

# $id (String) - Azure’s correlation id
terminal-correlation-id = Correlation id: { $id }
terminal-next-login = Sign in with: latchkey login
terminal-next-confirm = Check which hosts receive the tokens. Then confirm the host: latchkey login --confirm-host HOST
terminal-next-confirm-session = For a session of an earlier version: latchkey accounts confirm --host HOST
terminal-next-store = Unlock or install a secret store, or use --session-only.

## Input

# $cause (String) - what the system said
terminal-input-unreadable = Latchkey cannot read your input: { $cause }.
terminal-secret = Client secret
terminal-secret-needs-file = Give the path of the file with the client secret: --file FILE. Or run the command in a terminal.
terminal-certificate-needs-file = Give the path of the certificate file: --file FILE
terminal-json-needs-file = Give the path of the file with the JSON: --file FILE

## Names

terminal-nobody-signed-in = Nobody is signed in.
# $name (String) - the user name that was typed
terminal-account-ambiguous = Several accounts have the name { $name }. Use the id of one of them. List the ids with: latchkey accounts
# $name (String) - the user name that was typed
terminal-account-missing = No signed-in account has the name { $name }. List the accounts with: latchkey accounts
# $name (String) - the user name that was typed
# $nearest (String) - the most similar user name
terminal-account-missing-nearest = No signed-in account has the name { $name }. Do you mean { $nearest }?
# $name (String) - the name that was typed
# $places (String) - resource group and name of each
terminal-workspace-ambiguous = Several workspaces have the name { $name }. Use one of these names: { $places }
# $name (String) - the name that was typed
terminal-workspace-missing = This account sees no workspace with the name { $name }. List them with: latchkey workspaces
# $name (String) - the name that was typed
# $nearest (String) - the most similar name
terminal-workspace-missing-nearest = This account sees no workspace with the name { $name }. Do you mean { $nearest }?
# $name (String) - the name that was typed
# $places (String) - the workspaces
terminal-service-ambiguous = Several services have the name { $name }. Give the workspace with --workspace: { $places }
# $name (String) - the name that was typed
terminal-service-missing = This account sees no service with the name { $name }. List them with: latchkey services
# $name (String) - the name that was typed
# $nearest (String) - the most similar name
terminal-service-missing-nearest = This account sees no service with the name { $name }. Do you mean { $nearest }?
# $id (String) - what was typed for --cloud
terminal-cloud-missing = There is no cloud with the id { $id }. List the clouds with: latchkey cloud list. To use a file, write ./ before its name.

## Accounts

# $account (String) - the user name
terminal-account-used = The current account is now { $account }.
# $account (String) - the user name
terminal-account-confirmed = The session of { $account } is confirmed.
# $account (String) - the user name
# $hosts (String) - the hosts
terminal-confirm-session = An earlier version of Latchkey stored the session of { $account }. Its tokens go to { $hosts }.
# $host (String) - the host of Azure Resource Manager
terminal-confirm-session-command = Confirm this host: latchkey accounts confirm --host { $host }
# $host (String) - the host of Azure Resource Manager
terminal-confirm-type = Enter { $host } to confirm
# $host (String) - the host of Azure Resource Manager
terminal-confirm-mismatch = The host is not { $host }. Nothing is confirmed.
terminal-destinations-changed = The description of the cloud changed after this account signed in. Sign in again.
# $tenant (String) - the tenant’s name
terminal-tenant-used = The current tenant is now { $tenant }.
# $name (String) - what was typed
terminal-tenant-missing = This account is in no tenant with the name { $name }. List them with: latchkey tenants

## Sign-in

terminal-login-needs-person = This sign-in method needs a person. Remove --no-interaction, or choose another method with --with.
# $host (String) - host of the sign-in service
terminal-login-browser = Your browser shows the sign-in page of { $host }. Sign in there.
# $page (String) - address of the page
# $code (String) - the code
# $until (String) - the time when the code ends
terminal-login-code = Open { $page } and enter the code { $code }. The code expires { $until }.
terminal-login-code-warning = Never enter a code that somebody sent you. If you do, that person can use your account.
terminal-login-peer = Latchkey refused a program that connected to this sign-in. Perhaps the program belongs to another user of this machine.
terminal-login-peer-next = If it was your browser, sign in with a device code: latchkey login --with device-code
terminal-login-host = Host of Azure Resource Manager
terminal-login-host-option = Give the host with --confirm-host.
# $account (String) - the user name
terminal-signed-in = You are signed in as { $account }.
# $account (String) - the user name
terminal-signed-out = { $account } is signed out.
# $count (Number) - accounts that were signed out
terminal-signed-out-proven = { $count ->
    [0] Latchkey checked again: no session is left.
    [one] Latchkey checked again: no session of this account is left.
   *[other] Latchkey checked again: no session of these accounts is left.
 }
# $count (Number) - stored sessions
terminal-signed-out-unproven = { $count ->
    [one] Latchkey still finds { $count } stored session. Run latchkey doctor to see the reason.
   *[other] Latchkey still finds { $count } stored sessions. Run latchkey doctor to see the reason.
 }

## Lists

# $source (String) - what was asked
# $cause (String) - the error
terminal-source-unreadable = { $source }: Latchkey cannot read this list. { $cause }
# $source (String) - whose names
# $cause (String) - the error
terminal-names-unreadable = { $source }: Latchkey cannot read them. { $cause }
# $source (String) - what was asked
# $workspace (String) - the workspace
# $cause (String) - the error
terminal-source-of-workspace-unreadable = { $workspace }, { $source }: Latchkey cannot read this list. { $cause }
# $workspace (String) - the workspace
# $cause (String) - the error
terminal-services-unreadable = Latchkey cannot read the services of { $workspace }. { $cause }
terminal-access-names = The list shows ids. Add --names to ask Microsoft Graph for the names.
# $workspace (String) - the workspace’s name
# $tenant (String) - the tenant’s name or id
terminal-find-other-tenant = { $workspace } is in the tenant { $tenant }.
# $tenant (String) - the tenant’s id
terminal-find-go-there = To switch to this tenant, run: latchkey tenants use { $tenant }. If this account is not in the tenant, run: latchkey login --tenant { $tenant }
# $workspace (String) - the workspace’s name
terminal-find-no-access = { $workspace } exists, but this account cannot read it. Ask an owner of the workspace for a role, for example Reader.
# $workspace (String) - the workspace’s name
terminal-find-gone = { $workspace } does not exist. Somebody deleted it, or the config.json belongs to another cloud.

## Keys

terminal-key-new = The key is new. The other key did not change.
terminal-key-unchanged = The key did not change, although Azure reported success. The old key still works. Try again later.
terminal-key-other-changed = The other key changed. Perhaps somebody else regenerated it. Print both keys before you use them.
terminal-key-unproven = Latchkey cannot prove that the key changed. Print the key again before you use it.

## Clouds

# $cloud (String) - the cloud’s name
# $id (String) - its id
# $authority (String) - host of the sign-in service
# $hosts (String) - hosts that receive tokens
terminal-cloud-added = The cloud { $cloud } is added with the id { $id }. People sign in at { $authority }. Tokens go to { $hosts }.
terminal-cloud-ca-file = Use --ca-file only with the address of a cloud. In a file, use the field “caFile”.
# $id (String) - the cloud’s id
# $count (Number) - stored sessions
terminal-cloud-removed-unproven = { $count ->
    [one] The cloud { $id } is removed, but Latchkey still finds { $count } stored session of it. Run latchkey doctor to see the reason.
   *[other] The cloud { $id } is removed, but Latchkey still finds { $count } stored sessions of it. Run latchkey doctor to see the reason.
 }
# $id (String) - the cloud’s id
# $count (Number) - accounts that were signed out
terminal-cloud-removed = { $count ->
    [one] The cloud { $id } is removed. { $count } account is signed out.
   *[other] The cloud { $id } is removed. { $count } accounts are signed out.
 }
# $id (String) - the cloud’s id
terminal-cloud-used = The current cloud is now { $id }.

## Headings of tables

terminal-column-name = name
terminal-column-kind = kind
terminal-column-tenant = tenant
terminal-column-id = id
terminal-column-domain = domain
terminal-column-region = region
terminal-column-subscription = subscription
terminal-column-resource-group = resource group
terminal-column-my-roles = my roles
terminal-column-workspace = workspace
terminal-column-authentication = authentication
terminal-column-state = state
terminal-column-who = principal
terminal-column-role = role
terminal-column-at = assigned at
terminal-column-scope = scope
terminal-column-source = source
terminal-column-took = time
terminal-column-authority = sign-in host
terminal-column-token-hosts = token hosts
terminal-tenant-home = home
terminal-row-name = Name
terminal-row-kind = Kind
terminal-row-tenant = Tenant
terminal-row-client-id = Client id
terminal-row-cloud = Cloud
terminal-row-certificate = Certificate
terminal-row-thumbprint = Thumbprint
terminal-row-secret = Secret
terminal-row-expires = Expires
# $cause (String) - why it is not known
terminal-expiry-unknown = unknown: { $cause }
# $cloud (String) - the cloud’s name
# $authority (String) - host of its sign-in service
terminal-cloud-and-authority = { $cloud } ({ $authority })

## The manual page

# $cause (String) - what went wrong
terminal-man-failed = Latchkey cannot make the manual page: { $cause }.

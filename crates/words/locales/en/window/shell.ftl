### The frame of the window: its header, navigation, status bar and notices.

shell-name = Latchkey
shell-skip = Skip to content
shell-navigation = Main navigation
shell-about = About

shell-demo-banner = Nothing here is real. The demo cloud runs on this machine only.
# $name (String) - name of the person or application
shell-signed-in = Signed in as { $name }.

## The title of the window

# $place (String) - the page, or the service or workspace that it shows
# $cloud (String) - the cloud’s name
shell-window-title = { $place } – { $cloud } – Latchkey
# $place (String) - the page
shell-window-title-no-cloud = { $place } – Latchkey

## Where one works: cloud, tenant and account

# $cloud (String) - the cloud’s name
# $tenant (String) - the tenant’s name
# $account (String) - the account’s name
shell-context = Context: { $cloud } › { $tenant } › { $account }
# $cloud (String) - the cloud’s name
# $account (String) - the account’s name
shell-context-no-tenant = Context: { $cloud } › { $account }
# $context (String) - cloud, tenant and account
# $hosts (String) - the hosts
shell-context-hint = { $context }. Tokens go to { $hosts }.
shell-no-cloud = No cloud selected
shell-not-signed-in = Not signed in
shell-tenant-id = Tenant id
shell-object-id = Object id
shell-tokens-go-to = Tokens go to

## Colours

shell-theme = Theme
# $theme (system | light | dark | highContrast) - the colours of the window
shell-theme-name = { $theme ->
    [system] System
    [light] Light
    [dark] Dark
   *[highContrast] High contrast
}
# $reason (String) - what happened, in a sentence
shell-theme-not-saved = Latchkey cannot save the theme. { $reason }

## The status bar

shell-status = Status
shell-status-offline = No connection
# $read (Number) - workspaces whose services were read
# $total (Number) - workspaces that are known so far
shell-status-reading = Reading services: { $read } of { $total } workspaces
# $total (Number) - all workspaces
shell-status-read = { $total ->
    [one] Services of { $total } workspace read
   *[other] Services of { $total } workspaces read
}
# $count (Number) - sources that could not be read
shell-status-failed = { $count ->
    [one] { $count } source could not be read
   *[other] { $count } sources could not be read
}
shell-status-why = Why?
# $count (Number) - sources that could not be read
shell-status-why-label = { $count ->
    [one] Why could { $count } source not be read?
   *[other] Why could { $count } sources not be read?
}
# $count (Number) - running jobs
# $name (String) - name of the first job’s service
shell-status-running = { $count ->
    [one] Regenerating a key of { $name }
   *[other] Regenerating { $count } keys
}
shell-status-show = Show
shell-storage-memory = Secrets are in memory only
shell-storage-none = No secret store

## Where tokens go

# $account (String) - the user name
# $hosts (String) - the hosts
shell-destinations-unconfirmed = An earlier version of Latchkey stored the session of { $account }. Its tokens go to { $hosts }. If you trust these hosts, confirm them.
shell-destinations-confirm = Confirm hosts
# $cloud (String) - the cloud’s name
# $hosts (String) - the hosts
shell-destinations-changed = The description of { $cloud } changed after this account signed in. Tokens would now go to { $hosts }. Latchkey sends nothing until you sign in again.

## The workspace of a config.json

# $name (String) - the workspace’s name
shell-requested-signed-out = Sign in to open the workspace { $name } of your config.json.
# $name (String) - the workspace’s name
shell-requested-looking = Latchkey is looking for the workspace { $name }…
# $name (String) - the workspace’s name
# $reason (String) - what happened, in a sentence
shell-requested-failed = The search for the workspace { $name } failed. { $reason }
# $name (String) - the workspace’s name
# $tenant (String) - the tenant’s name
shell-requested-other-tenant = The workspace { $name } is in the tenant { $tenant }. You work in another tenant. Switch to that tenant, or sign in to it.
# $name (String) - the workspace’s name
shell-requested-no-access = The workspace { $name } exists, but your account cannot read it. Ask an owner of the workspace for a role, for example Reader.
# $name (String) - the workspace’s name
shell-requested-gone = The workspace { $name } does not exist. Somebody deleted it, or the config.json belongs to another cloud.

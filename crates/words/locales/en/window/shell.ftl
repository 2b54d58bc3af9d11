### The frame of the window: its header, navigation, status bar and notices.

shell-name = Latchkey
shell-skip = Skip to content
shell-navigation = Main navigation
shell-about = About

shell-demo-banner = Nothing here is real. The demo cloud runs on this machine only.
# $name (String) - name of the person or application
shell-signed-in = Signed in as { $name }.

## The account menu

# $name (String) - the user name
shell-account = Account: { $name }
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
shell-status-cloud = Cloud
shell-status-tenant = Tenant
shell-status-account = Account
shell-status-storage = Secret store
# $label (String) - what the fact is about
# $text (String) - the fact
shell-status-item = { $label }: { $text }
# $label (String) - what the fact is about
# $text (String) - the fact
# $hint (String) - the fact in other words
shell-status-item-hint = { $label }: { $text } ({ $hint })
# $label (String) - what the fact is about
shell-status-label = { $label }:
# $kind (String) - the kind of account
# $id (String) - its id
shell-status-account-hint = { $kind }, { $id }
shell-no-cloud = No cloud selected
shell-no-tenant = None
shell-tenant-unknown = Unknown
shell-not-signed-in = Not signed in
shell-storage-memory = Not used, sessions are in memory only
shell-storage-none = Not available

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

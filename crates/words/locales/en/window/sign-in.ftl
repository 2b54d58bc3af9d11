### The first page, the sign-in pages, and the steps of a sign-in.

## The first page

sign-in-welcome = Welcome to Latchkey
sign-in-intro = See your Azure Machine Learning workspaces and their services. See who has which role. Copy keys and fresh tokens.
sign-in-demo = Try the demo cloud
sign-in-demo-about = The demo cloud contains an example company with workspaces, services and people. It runs on this machine.
sign-in-demo-offline = It works offline
sign-in-demo-not-real = Nothing in it is real
sign-in-demo-no-account = You need no Azure account
sign-in-demo-memory = There is no secret store, so Latchkey keeps the session of the demo cloud in memory only. Close Latchkey to remove it.
# $name (String) - the person’s first and last name
# $role (owner | dataScientist | reader | accessAdmin | none) - what the person can do
sign-in-demo-continue = Continue as { $name } ({ $role ->
    [owner] owner
    [dataScientist] data scientist
    [reader] reader
    [accessAdmin] access administrator
   *[none] no role
})
sign-in-azure = Sign in to Azure
sign-in-azure-about = Use your work or school account. Your browser opens the sign-in page. Latchkey never sees your password.
sign-in-azure-reads = Latchkey shows what your account can read
sign-in-azure-secrets = The secret store of your system protects your sessions
sign-in-azure-removes = Sign-out removes your sessions
sign-in-other-methods = Other sign-in methods

## The page of a cloud

# $cloud (String) - the cloud’s name
sign-in-title = Sign in to { $cloud }
sign-in-demo-title = Sign in to the demo cloud
sign-in-text = Your browser opens the sign-in page. When the browser shows “Go back to Latchkey”, come back to this window.
sign-in-demo-text = Your browser opens the sign-in page of the demo cloud. Choose a person here or there; you need no password. Each person has different roles.
sign-in-names-azure-cli = The sign-in page says “Microsoft Azure CLI”, not “Latchkey”. Latchkey uses the client id of the Azure CLI.
sign-in-other-cloud = Choose another cloud

## The options

sign-in-options = Sign-in options
sign-in-cloud = Cloud
sign-in-tenant = Tenant
sign-in-tenant-hint = A domain such as contoso.com, or a GUID. If this is empty, Latchkey uses the home tenant of your account.
sign-in-tenant-wrong = This is not a tenant. Enter the tenant’s GUID or one of its domains, for example contoso.com.
sign-in-client-id = Client id
# $id (String) - the client id of the Azure CLI
sign-in-client-id-hint-default = The client id of your own app registration. If the description of the cloud has a client id, Latchkey uses that one. If both are empty, Latchkey uses the client id of the Azure CLI ({ $id }).
sign-in-client-id-wrong = This is not a client id. Enter the application (client) id of your app registration. It is a GUID.

## The steps

sign-in-panel = Signing in
sign-in-step-page = Finding the sign-in page
sign-in-step-browser = Browser opened
sign-in-step-waiting = Waiting for you in the browser
sign-in-step-service = Finding the sign-in service
sign-in-step-code = Code received
sign-in-step-code-waiting = Waiting for you to enter the code
sign-in-step-token = Getting the token
sign-in-step-done = Signed in
# $label (String) - the step
# $state (done | active | pending) - how far it is
sign-in-step-state = { $state ->
    [done] { $label }: done
    [active] { $label }: in progress
   *[pending] { $label }: not started
}
# $host (String) - host of the sign-in page
sign-in-host = The sign-in page is at { $host }
sign-in-host-check = Before you enter a password, check that the address bar of the browser shows this host.
sign-in-time-left = Time left
sign-in-open-again = Open page again
sign-in-copy-link = Copy link
sign-in-link = Sign-in link
sign-in-link-once = A link works only once. “Open page again” and “Copy link” each make a new link.
sign-in-peer-title = Latchkey refused a program that connected to this sign-in
sign-in-peer = Perhaps the program belongs to another user of this machine. Latchkey still waits for your browser.
# Shown with the button “Sign in with a device code”.
sign-in-peer-code = Perhaps the program belongs to another user of this machine. If it was your browser, sign in with a device code.
sign-in-with-code = Sign in with a device code

## A sign-in that failed

sign-in-cancelled = Sign-in cancelled
sign-in-again = Sign in again
sign-in-other-tenant = Choose another tenant

## Where tokens go

sign-in-token-hosts = Latchkey sends the tokens of this cloud to:

## Without a secret store

sign-in-memory = Use memory only
sign-in-memory-title = Sessions are in memory only
sign-in-memory-text = Latchkey writes no session to the disk. You sign in again at the next start.
sign-in-no-store = If you use memory only, Latchkey writes no session to the disk. You sign in again at the next start.
# $reason (String) - what the system said
sign-in-no-store-reason = The system said: { $reason }

### The help of the command line, its completions and its manual page.

help-about = Shows workspaces, role assignments and deployed services of Azure Machine Learning. Prints keys and fresh tokens.

## Options of every command

help-cloud = Use this cloud for this command only: an id from `latchkey cloud list`, or the path of a file that describes a cloud
help-account = Use this account for this command only: its user name or id. The default is the account of `latchkey accounts use`, or the last account that signed in
help-output = Format of the answer
help-output-table = A table for people
help-output-json = JSON for programs
help-no-interaction = Open no browser and ask no question. Exit with code 3 if you have to sign in or confirm a host first
help-profile = Use this folder for settings and encrypted sessions instead of the folder that the window uses
help-session-only = Store sessions in memory only. Latchkey reads no secret from the disk and writes no secret to the disk. For systems without a secret store

## Commands

help-login = Sign in
help-accounts = List the signed-in accounts, or choose one
help-tenants = List the tenants of the account, or choose one
help-find = Find the workspace that a config.json names, and check that the account can read it
help-find-path = The file, or the folder where the search begins. The search order is the same as in the v1 SDK
help-logout = Sign out the current account, or the account of --account
help-logout-all = Sign out every account of the cloud
help-workspaces = List the workspaces that the account can see
help-services = List the services of one workspace, or of all workspaces
help-services-workspace = Name of the workspace: `NAME` or `GROUP/NAME`
help-access = List the role assignments of a workspace
help-access-workspace = Name of the workspace: `NAME` or `GROUP/NAME`
help-access-names = Ask Microsoft Graph for the names of the users, groups and applications
help-keys = Print a key of a service. With --regenerate, regenerate the key first
help-token = Print an access token of the account or of a service
help-whoami = Print the current account and its cloud
help-doctor = Check this machine: sources of tokens, the clock, the secret store and its items
help-purge = Remove all secrets of Latchkey from this machine: every session of every cloud
help-purge-confirm = The word `purge`. Without this option, the command asks for it
help-clouds = List, add, remove or choose clouds
help-completions = Print the completion script of a shell
help-completions-shell = The shell
help-man = Print the manual page (troff)

## Accounts

help-accounts-list = List the signed-in accounts. A star marks the current one
help-accounts-use = Make this account the current one, in the window too
help-accounts-confirm = Confirm the session of an earlier version, after you have checked which hosts receive its tokens
help-accounts-credential = Show when the secret or certificate of an application expires
help-account-name = User name or id of the account
help-account-name-optional = User name or id of the account. The default is the current account
help-accounts-confirm-host = Host of Azure Resource Manager. With it you confirm where tokens go. Without this option, the command asks for it

## Tenants

help-tenants-list = List the tenants of the account. A star marks the current one
help-tenants-use = Make this tenant the current one, in the window too. No browser opens
help-tenants-use-tenant = Name, domain or id of the tenant

## Sign-in

help-login-method = Sign-in method
help-login-tenant = Tenant: a GUID or a domain
help-login-client-id = Application (client) id: your own app registration, or the service principal
help-login-confirm-host = Host of Azure Resource Manager. With it you confirm where tokens go. Some clouds require it. Without this option, the command asks for it
help-login-hint = User name to fill in on the sign-in page
help-login-file = File with the secret, the certificate or the JSON. Use `-` for the standard input. Without this option, the command asks for a secret
help-login-password-file = File with the password of the certificate file
help-login-identity = Client id of a user-assigned managed identity. The default is the system-assigned identity
help-login-browser = Your browser
help-login-device-code = A device code that you enter in a browser, on this device or another one
help-login-secret = A service principal with a client secret
help-login-certificate = A service principal with a certificate (PEM or PFX)
help-login-sdk-auth = The JSON that `az ad sp create-for-rbac` prints, with or without --json-auth
help-login-azure-variables = The variables AZURE_TENANT_ID and AZURE_CLIENT_ID, with AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH
help-login-aml-variables = The variables AML_TENANT_ID, AML_PRINCIPAL_ID and AML_PRINCIPAL_PASS
help-login-azure-cli = The account that is signed in to the Azure CLI
help-login-managed-identity = The managed identity of this machine

## Keys and tokens

help-service = Name of the service
help-service-workspace = Its workspace (`NAME` or `GROUP/NAME`), if several workspaces have a service of this name
help-keys-slot = Which key
help-keys-primary = The primary key
help-keys-secondary = The secondary key
help-keys-regenerate = Regenerate the key first. Azure refuses the old key immediately. To confirm, enter the name of the service again
help-token-endpoint = Print a token for calls to this service
help-token-audience = Audience of the account’s token
help-token-arm = Azure Resource Manager
help-token-ml = Azure Machine Learning, data plane
help-token-graph = Microsoft Graph
help-token-min-life = Minimum time until the token expires: `90s`, `10m`, `1h`. Maximum 24 hours
help-token-min-life-unit = use a number with s, m or h, such as 10m
help-token-min-life-long = use a number and a unit, at most 24h

## Clouds

help-clouds-add = Add a cloud
help-clouds-add-source = A file that describes the cloud, or the https address of its Azure Resource Manager
help-clouds-add-ca-file = Certificates (PEM) to trust for a cloud that is added by its address, in addition to the certificates of the system
help-clouds-remove = Remove an added cloud and sign out its accounts
help-clouds-list = List the clouds
help-clouds-use = Make this cloud the current one, in the window too
help-cloud-id = Id of the cloud

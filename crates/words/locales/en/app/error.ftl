### What failed, and what to do next. Shown in the window and on the command line. The other files of this folder
### have the errors of one subject each.

## The lock

error-locked = Latchkey is locked. Unlock Latchkey, or sign out all accounts.
error-unlocking-session-unreadable = Latchkey cannot open the session of the account that unlocks it. Sign out all accounts to continue.
# $user (String) - the user name of the account that signed in
error-unlocked-by-another = { $user } signed in, but only another account can unlock Latchkey. Sign in with the account that the lock screen shows, or sign out all accounts.
error-lock-time-invalid = Enter a time from 1 minute to 24 hours.

## Accounts and tenants

error-no-cloud-chosen = No cloud is selected. Choose a cloud.
error-nobody-signed-in = Nobody is signed in. Sign in first.
error-account-gone = This account is not signed in any more. Sign in again.
error-other-account-kept = The account that opened this page is signed in, but it is not the current account. Switch to that account.
error-other-account = The account that opened this page is not signed in to this cloud. Sign in with that account.
error-tenant-missing = An application belongs to one tenant. Enter the tenant’s GUID or one of its domains.
error-tenant-invalid = This is not a tenant. Enter the tenant’s GUID or one of its domains, for example contoso.com.
error-no-tenants = The sign-in service of this cloud has no tenants. Leave the tenant empty.
error-unknown-tenant = This is not the id of a tenant. Choose a tenant from the list.
error-own-tenant-only = The session of this account is valid for one tenant only. Sign in to the other tenant.

## Where tokens go

# $cloud (String) - the cloud’s name
# $host (String) - the host that receives the tokens
error-destinations-unconfirmed = Latchkey requests the tokens of { $cloud } for an application in your tenant, and sends them to { $host }. If you trust this host, enter it to continue.
# $cloud (String) - the cloud’s name
# $host (String) - the host that receives the tokens
error-destinations-changed-unconfirmed = The description of { $cloud } changed after the last sign-in. Latchkey now sends its tokens to { $host }. If you trust this host, enter it to sign in.
error-session-unconfirmed = An earlier version of Latchkey stored this session without the hosts that receive its tokens. Check these hosts, and confirm them once.
error-destinations-changed = The description of the cloud changed after this account signed in. Latchkey sent nothing. Sign in again, or restore the earlier description.

## Sign-in

error-no-sign-in-waiting = No sign-in waits for the browser. Start the sign-in again.
error-sign-in-cancelled = The sign-in was cancelled.
# $minutes (Number) - how long Latchkey waited for the browser
error-sign-in-timed-out = { $minutes ->
    [one] The browser did not return within { $minutes } minute. Sign in again.
   *[other] The browser did not return within { $minutes } minutes. Sign in again.
 }
error-sign-in-declined = The sign-in was cancelled in the browser. You can sign in again.
error-foreign-callback = The answer of the browser does not belong to this sign-in. Latchkey did not use it. Sign in again.
error-link-used-again = Somebody opened the sign-in link a second time. A link works only once, so Latchkey ended this sign-in. Sign in again.
# $minutes (Number) - how far the clock is ahead
error-clock-ahead = { $minutes ->
    [one] This machine’s clock is about { $minutes } minute ahead. Latchkey cannot check the sign-in. Set the clock, then sign in again.
   *[other] This machine’s clock is about { $minutes } minutes ahead. Latchkey cannot check the sign-in. Set the clock, then sign in again.
 }
# $minutes (Number) - how far the clock is behind
error-clock-behind = { $minutes ->
    [one] This machine’s clock is about { $minutes } minute behind. Latchkey cannot check the sign-in. Set the clock, then sign in again.
   *[other] This machine’s clock is about { $minutes } minutes behind. Latchkey cannot check the sign-in. Set the clock, then sign in again.
 }
error-code-expired = The device code expired before somebody entered it. Start the sign-in again to get a new code.
error-no-device-codes = This sign-in service does not offer device codes. Sign in with the browser.
error-browser-not-opened = Latchkey cannot open a browser. Set a default browser, or sign in with a device code.
error-browser-not-allowed = --no-interaction allows no browser. Remove this option, or choose another sign-in method.
error-no-listener = Latchkey cannot open a port on this machine for the answer of the browser. Sign in with a device code.
error-discovery-failed = Latchkey cannot use the configuration of the sign-in service. The details show the problem. Ask the administrator of the sign-in service.
error-id-token-invalid = The ID token is not valid. Latchkey did not use it. Sign in again.
error-answer-not-understood = Latchkey does not understand the answer of the sign-in service. Check the proxy and the VPN, then try again. If this does not help, report the details to the developers of Latchkey.
error-sign-in-under-way = Another sign-in is in progress. Wait until it ends.

## What a sign-in needs

error-client-id-invalid = This is not a client id. Enter the application (client) id of your app registration. It is a GUID.
error-client-id-missing = Enter the application (client) id.
error-no-client-id-in-cloud = The description of this cloud has no client id. Enter the client id of your application, or add it to the description.
error-client-id-characters = The client id contains characters that are not allowed. Check the client id.
error-secret-missing = Enter the value of the client secret.
error-identity-invalid = This is not the id of a managed identity. Enter its client id, object id or resource id.
# $name (String) - the name of an environment variable
error-variable-missing = The environment variable { $name } is not set. Set it, then start Latchkey again.
error-method-of-entra = Only Microsoft Entra supports this sign-in method. This cloud uses another sign-in service. Use the browser, a device code, a client secret or a certificate.
error-secret-not-accepted = This sign-in service does not accept client secrets. Use another sign-in method.
error-certificate-not-accepted = This sign-in service does not accept certificates. Use another sign-in method.
error-rsa-not-accepted = This sign-in service does not accept signatures of RSA keys. Use another sign-in method.
error-not-an-application = This account has no client secret and no certificate. Only an application has one.
error-application-id-invalid = The client id of this application is not a GUID. Latchkey cannot find its secrets in Microsoft Graph.

## Sessions and tokens

error-session-ended = The session ended. Sign in again.
error-renewal-not-proven = The ID token is not valid, so Latchkey did not refresh the token. Sign in again.
error-keys-unavailable = Latchkey cannot read the signing keys of the sign-in service, so it cannot check the ID token. Check the proxy and the VPN, then try again later.
error-no-scopes = The description of the cloud has no scopes for this service. Add the scopes to it.
error-interrupted = Latchkey is closing. It did not complete the request.
error-session-not-accepted = Azure does not accept the session any more. Sign in again.
# $time (String) - when the token expires, UTC
error-token-ends-early = Latchkey received a token that expires too early, at { $time } (UTC). Try again later. On the command line, you can use a smaller value for --min-life.
# $host (String) - the service’s host
# $cloud (String) - the cloud’s name
# $places (String) - the hosts that receive tokens
error-address-not-for-token = The service is at { $host }. Tokens of { $cloud } are only for { $places }. Latchkey returned no token. Ask the administrator of the service.
# $host (String) - the service’s host
# $cloud (String) - the cloud’s name
error-no-address-for-token = The service is at { $host }. { $cloud } has no address for its tokens. Latchkey returned no token. Ask the administrator of the cloud.
error-address-invalid-for-token = The address of the service is not valid. Latchkey returned no token. Ask the administrator of the service.

## Azure

# $action (String) - the action of Azure role-based access control
error-permission-missing-action = Your account does not have the permission { $action }. Ask your administrator for a role with this permission.
error-permission-missing = Your account does not have a permission that this action needs. Ask your administrator for a role.
error-not-found = Azure cannot find this resource. Somebody deleted it, or this account cannot see it.
error-too-many-requests = Azure received too many requests. Wait, then try again.
error-request-rejected = Azure rejected the request. Read its answer in the details.
error-azure-failed = Azure returned a server error. Try again later.
error-foreign-address = Azure’s answer contains an address that does not belong to this cloud. Latchkey sent nothing there. Ask your administrator.
# $field (String) - the field, as Azure spells it
error-answer-incomplete = Latchkey cannot use Azure’s answer, because { $field } is missing or not valid. Try again later.

## The network

error-no-connection = Latchkey cannot reach the server. Check the network, the proxy and the VPN, then try again.
error-emulator-silent = The cloud on this machine does not answer. Start its program again, then try again.
error-address-not-allowed = The request has an address that does not belong to this cloud. Latchkey sent nothing there. Ask your administrator.
error-http-not-understood = Latchkey does not understand the answer of the server. Check the proxy and the VPN, then try again. If this does not help, report the details to the developers of Latchkey.
error-request-not-made = Latchkey cannot create the request because of an error of its own. Report the details to the developers of Latchkey.

## Workspaces, services and keys

error-handle-of-workspace = This link does not lead to a workspace. Choose the workspace from the list.
error-handle-of-service = This link does not lead to a service. Choose the service from the list.
error-workspace-gone = Azure cannot find this workspace. Somebody deleted it, or this account cannot see it. Go back, and refresh the list of workspaces.
error-service-gone = Azure cannot find this service. Somebody deleted it, or this account cannot see it. Go back, and refresh the list of services.
error-no-keys = This service does not use keys.
error-no-tokens = This service does not accept tokens.
error-address-unsafe = Latchkey puts no key or token into a call of this service, because its address is missing, or somebody else could read what you send there.
error-no-sites = This cloud does not have Azure Machine Learning studio or the Azure portal.
error-no-folder-for-files = Latchkey does not know where to save the file. Set a folder for downloads in your system.
error-slot-empty = Azure returned no value for this key. Check the service in Azure Machine Learning studio.
error-name-mismatch = The name is different. Enter the service’s name exactly as Latchkey shows it.
error-regeneration-under-way = Latchkey is already regenerating a key of this service. Wait until the job ends.
# $service (String) - the service’s name
error-regeneration-failed = Azure did not regenerate the key of { $service }. No key changed. Read Azure’s answer in the details.
error-regeneration-unproven = Latchkey cannot prove that Azure regenerated the key, because it could not list the keys. Show the key to see its current value.
error-key-malformed = The service returned a key with characters that a key cannot have. Latchkey does not show or copy it. Ask the owner of the service.
error-token-malformed = The service returned a token with characters that a token cannot have. Latchkey does not show or copy it. Ask the owner of the service.

## Jobs

error-lease-ended = The job needs a new token, but Latchkey is locked. Unlock Latchkey, then start the job again.
error-job-stopped = The job stopped before it changed anything.
error-job-gone = This job does not exist any more.

## This machine

error-no-secret-store = This system has no secret store that Latchkey can use, so Latchkey cannot store a session.
error-secret-store-locked = The system’s secret store is locked. Unlock it, then try again.
error-session-unreadable = Latchkey cannot open the stored session. Sign in again.
error-session-not-kept = Latchkey cannot store, read or remove the session. The details show the problem.
# $word (String) - the word to enter
error-word-missing = Enter the word { $word } to remove all secrets.
error-clipboard-unavailable = Latchkey cannot use the system’s clipboard. Nothing is copied. Try again.
error-no-clipboard = The command line has no clipboard. Use the command that prints the text.
error-text-too-long = The text is too large for the clipboard.

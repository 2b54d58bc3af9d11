### Why the sign-in service, Microsoft Entra or another OpenID provider, refused. Shown in the window, on the command
### line, and on the page that the browser shows after the sign-in.

## The account

entra-account-not-in-tenant = This account is not in the tenant. Use another account, or ask an administrator of the tenant for a guest invitation.
entra-account-unknown = The tenant has no account with this name. Check the user name and the tenant.
entra-account-locked = Microsoft Entra locked the account after too many sign-in attempts. Wait some minutes, then sign in again.
entra-account-disabled = The account is disabled. Ask your administrator to enable it.
entra-password-expired = The password is expired. Sign in again, and change it on the sign-in page.
entra-wrong-password = The user name or the password is wrong. Sign in again.

## Policies

entra-mfa-required = Your organisation requires multi-factor authentication. Sign in again to complete it.
entra-mfa-registration-required = Your organisation requires multi-factor authentication. Sign in again to register for it.
entra-external-verification-required = Your organisation requires another verification step. Sign in again to complete it.
entra-conditional-access = A conditional access policy of your organisation blocks this sign-in. Ask your administrator what the policy requires.
entra-security-policy = A security policy of your organisation blocks this sign-in. Ask your administrator what the policy requires.
entra-risky-sign-in = Microsoft Entra reports a risk for this sign-in. You cannot register for multi-factor authentication now. Ask your administrator to check the risk.
entra-sign-in-frequency = Your organisation requires a new sign-in after some time. Sign in again.

## The session

entra-session-revoked = The session was revoked, for example because the password changed. Sign in again.
entra-session-unused = The session ended because nobody used it for a long time. Sign in again.
entra-browser-session-ended = The session in the browser ended. Sign in again.
entra-interaction-required = The sign-in service requires you to sign in again.
entra-code-used = The authorization code was already used. Sign in again.
entra-answer-mismatch = The authorization code does not belong to this sign-in. Sign in again.

## Consent

entra-consent-required = The application has no consent in this tenant. Sign in again and accept the permissions, or ask your administrator for consent.
entra-admin-consent-required = Only an administrator can give consent to the application. Ask your administrator for consent.
entra-consent-declined = The consent was declined on the sign-in page. Sign in again and accept the permissions, or ask your administrator.

## The application

entra-application-unknown = The tenant does not know this application. Check the client id and the tenant.
entra-application-disabled = The application is disabled in this tenant. Ask your administrator to enable it.
entra-not-assigned = Your account is not assigned to the application. Ask your administrator to assign it.
entra-access-denied = The sign-in service does not give this account access to the application. Ask your administrator for access.
entra-redirect-uri-not-registered = The app registration does not have the redirect URI of Latchkey. Ask the owner of the application to add http://localhost to the platform “Mobile and desktop applications”. For a sign-in service that does not belong to Microsoft, the redirect URI is http://127.0.0.1/.
entra-single-tenant-application = The application belongs to one tenant only. Enter the tenant of the application, then sign in again.
entra-client-not-preauthorized = This client id of Microsoft is not allowed to get tokens for the service. Sign in with the client id of your own app registration.
entra-not-public-client = The application is not registered as a public client. Ask the owner of the application to allow public client flows.
entra-public-client = The application is a public client, so it cannot sign in with a secret or a certificate. Use another application, or sign in with your own account.
entra-permission-not-registered = The app registration does not have a permission for the service. Ask the owner of the application to add it.
entra-method-not-allowed = The app registration does not allow this sign-in method. Ask the owner of the application, or use another method.
entra-client-not-accepted = The sign-in service does not know this application, or does not accept its secret or certificate. Check the client id and the secret or certificate.
entra-secret-wrong = The client secret is wrong. Enter the secret’s value, not its id.
entra-secret-expired = The client secret is expired. Create a new secret for the application, then enter it.
entra-certificate-not-registered = The certificate is not registered with the application, or it is expired. Choose another certificate, or ask the owner of the application to add this one.

## The service and its addresses

entra-service-unknown = The tenant does not know the service that the token is for. Check the tenant and the cloud.
entra-tenant-unknown = This tenant does not exist in this cloud. Check the tenant and the cloud.
entra-scopes-unknown = The sign-in service does not accept the scopes of the request. If you added this cloud, check the scopes in its description. If not, report the details to the developers of Latchkey.
entra-too-many-requests = The sign-in service received too many requests. Wait some minutes, then try again.
entra-service-unavailable = The sign-in service has a temporary problem. Try again later.
entra-request-invalid = The sign-in service does not understand Latchkey’s request. Report the details to the developers of Latchkey.
entra-unknown = The sign-in service refused the request. Read its answer in the details, or ask your administrator.

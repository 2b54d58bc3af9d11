### What exactly is wrong with an answer of a sign-in service. Shown in the details of an error.

## The configuration of the sign-in service (OpenID Connect Discovery)

# $status (Number) - the HTTP status
problem-discovery-status = The sign-in service answered with the HTTP status { $status } instead of its configuration.
problem-discovery-unreadable = The configuration is not valid JSON, or a field is missing.
problem-discovery-issuer = The configuration names another issuer.
# $endpoint (String) - the field of the configuration
problem-discovery-other-origin = { $endpoint } is not on the host of the sign-in service.
# $endpoint (String) - the field of the configuration
problem-discovery-unsafe = { $endpoint } is not on a secure address.
problem-discovery-apart = The token endpoint and the authorization endpoint are on different hosts, and the answers do not contain their issuer.
# $endpoint (String) - the field of the configuration
problem-discovery-missing = { $endpoint } is missing.

## The ID token

problem-id-token-missing = The answer has no ID token.
problem-id-token-malformed = The ID token is not a signed token.
problem-id-token-algorithm = The ID token has a signature algorithm that Latchkey does not accept.
problem-id-token-unknown-key = The sign-in service does not publish the key that signed the ID token.
problem-id-token-signature = The signature of the ID token is wrong.
problem-id-token-issuer = The ID token is from another issuer.
problem-id-token-audience = The ID token is for another application.
problem-id-token-nonce = The ID token is for another sign-in.
problem-id-token-expired = The ID token is expired.
problem-id-token-not-yet-valid = The ID token is not valid yet.
problem-id-token-subject = The ID token is for another account.
# $claim (String) - the name of the claim
problem-id-token-claim = The claim { $claim } of the ID token is missing or not valid.
problem-id-token-key-set = Latchkey cannot read the signing keys of the sign-in service.

## The answer of an endpoint

problem-no-oauth-error = The answer is an error, but not an OAuth error.
problem-no-tokens = The answer contains no tokens.
problem-no-device-code = The answer contains no device code.
problem-not-bearer = The token is not a bearer token.
problem-empty-token = The access token is empty.
problem-empty-code = The device code is empty.
problem-code-not-typeable = The device code contains characters that nobody can type.
problem-no-expiry = The answer does not say when the token expires.
problem-no-cloud-name = The answer does not name the cloud.
problem-no-account-list = The answer contains no list of accounts.

## The answer of the browser

problem-repeated-parameter = The answer contains a parameter twice.
problem-code-and-error = The answer has a code and an error.
problem-neither-code-nor-error = The answer has neither a code nor an error.
problem-wrong-state = The state belongs to another sign-in.
problem-wrong-issuer = The answer is from another issuer.

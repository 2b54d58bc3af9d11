### The token of a service.

service-token-title = Token
service-token-refresh-by = Time until refresh
service-token-expires = Time until expiry
service-token-passed = Passed
service-token-copy = Copy fresh token
service-token-hint = The copied token is valid for at least 5 minutes.
service-token-not-allowed = Your account has no permission to get a token of this service.
service-token-why = Why can’t I get a token?

### Code that calls a service, on the service's page.

snippets-title = Call this service
snippets-language = Language
# $language (curl | powershell | python) - the language of the code
snippets-language-name = { $language ->
    [curl] curl
    [powershell] PowerShell
   *[python] Python
}
# $language (curl | powershell | python) - the language of the code
snippets-snippet = { $language ->
    [curl] curl snippet
    [powershell] PowerShell snippet
   *[python] Python snippet
}
snippets-hint-key = Put the key into the environment variable SERVICE_KEY first. The snippet does not contain it.
snippets-hint-token = Put a fresh token into the environment variable SERVICE_TOKEN first. The snippet does not contain it.
snippets-hint-entra = The snippet gets a Microsoft Entra token with your own credential. Run az login first. The Python snippet also needs the package azure-identity.
snippets-hint-none = This service needs no credential.
snippets-doubtful = Latchkey shows no snippet, because somebody else could read a key or token that you send to this address.
snippets-absent = Latchkey shows a snippet here as soon as the service has an address.

### Code that calls a service, on the service's page.

snippets-language = Language
# $format (curl | powershell | python | sdk | azureCli) - what the code is pasted into
snippets-format-name = { $format ->
    [curl] curl
    [powershell] PowerShell
    [python] Python
    [sdk] SDK
   *[azureCli] CLI
}
# $format (curl | powershell | python | sdk | azureCli) - what the code is pasted into
snippets-snippet = { $format ->
    [curl] curl snippet
    [powershell] PowerShell snippet
    [python] Python snippet
    [sdk] SDK snippet
   *[azureCli] CLI snippet
}
# $credential (key | token) - what the code needs
snippets-from = { $credential ->
    [key] Get the key from
   *[token] Get the token from
}
# $credential (keyVariable | tokenVariable | latchkey | entra | library | nowhere | unknown) - where the code takes the key or token from
snippets-credential-name = { $credential ->
    [keyVariable] Environment variable
    [tokenVariable] Environment variable
    [latchkey] latchkey
    [entra] Microsoft Entra
    [library] Library
    [nowhere] Nowhere
   *[unknown] Unknown
}
# $credential (keyVariable | tokenVariable | latchkey | entra | library | nowhere | unknown) - where the code takes the key or token from
snippets-hint = { $credential ->
    [keyVariable] Put the key into the environment variable SERVICE_KEY first. The snippet does not contain it.
    [tokenVariable] Put a fresh token into the environment variable SERVICE_TOKEN first. The snippet does not contain it.
    [latchkey] The snippet gets the key or token with the command latchkey each time it runs.
    [entra] The snippet gets a Microsoft Entra token with your own credential. Run az login first. The Python snippet also needs the package azure-identity.
    [library] Put the request into the file request.json, and run az login first. The CLI needs the extension ml. The SDK needs the packages azure-ai-ml and azure-identity.
    [nowhere] This service needs no credential.
   *[unknown] This version of Latchkey does not support the authentication of this service. Update Latchkey, or use Azure Machine Learning studio.
}
# $format (curl | powershell | python | sdk | azureCli) - what the code is pasted into
# $path (String) - path of the file with the certificates
snippets-certificates = { $format ->
    [powershell] This cloud has its own certificates. Import { $path } into the certificates of the system first.
   *[python] This cloud has its own certificates. The snippet reads them from { $path }.
}
snippets-copy-with-key = Copy with key
snippets-copy-with-token = Copy with fresh token
snippets-choose-key = Choose the key to copy with
# $slot (primary | secondary) - which key
snippets-copy-with-slot = { $slot ->
    [primary] Copy with primary key
   *[secondary] Copy with secondary key
}
# $format (curl | powershell | python | sdk | azureCli) - what the code is pasted into
# $credential (key | token) - what is in it
snippets-call = { $credential ->
    [key] { $format ->
        [curl] curl call with key
        [powershell] PowerShell call with key
       *[python] Python call with key
    }
   *[token] { $format ->
        [curl] curl call with token
        [powershell] PowerShell call with token
       *[python] Python call with token
    }
}
snippets-doubtful = Latchkey shows no snippet, because somebody else could read a key or token that you send to this address.
snippets-absent = Latchkey shows a snippet here as soon as the service has an address.

### The page that adds an account by any sign-in method.

add-title = Add account
add-title-first = Other sign-in methods
# $name (String) - the cloud’s name
add-cloud = Cloud: { $name }
add-get-code = Get a code
add-back = Back to the form

## The method

add-method-label = Sign-in method
# $group (person | application | machine) - who signs in
add-group = { $group ->
    [person] Your own account
    [application] An application
   *[machine] This machine
}
# $method (browser | deviceCode | clientSecret | clientCertificate | sdkAuth | environment | azureCli | managedIdentity) - the sign-in method
add-method = { $method ->
    [browser] Browser
    [deviceCode] Device code
    [clientSecret] Service principal with secret
    [clientCertificate] Service principal with certificate
    [sdkAuth] JSON of the Azure CLI
    [environment] Environment variables
    [azureCli] Azure CLI
   *[managedIdentity] Managed identity
}
# $method (browser | deviceCode | clientSecret | clientCertificate | sdkAuth | environment | azureCli | managedIdentity) - the sign-in method
add-method-text = { $method ->
    [browser] Use your work or school account. Your browser opens the sign-in page.
    [deviceCode] Latchkey shows a code. You enter it on a web page, on this device or another one. Some organisations do not allow this method.
    [clientSecret] Use an application of your tenant, and the value of one of its client secrets.
    [clientCertificate] Use an application of your tenant, and a certificate with its private key.
    [sdkAuth] Use the JSON that the command az ad sp create-for-rbac prints, with or without the option --json-auth or --sdk-auth.
    [environment] Use the environment variables that were set when Latchkey started.
    [azureCli] Use the account that is signed in to the Azure CLI on this machine. Latchkey asks the Azure CLI for tokens. Latchkey does not store the secrets of the Azure CLI.
   *[managedIdentity] Use the identity that Azure gives to this machine: a virtual machine, App Service, Azure Arc or Azure Machine Learning compute.
}

## Tenant and client id

add-tenant-hint = A domain such as contoso.com, or a GUID. If this is empty, Latchkey uses the tenant in Settings, or the home tenant of your account.
add-tenant-hint-application = The tenant of the application: a domain such as contoso.com, or a GUID.
add-tenant-hint-azure-cli = A domain or a GUID. If this is empty, Latchkey uses the tenant of the Azure CLI.
add-client-id-hint = The client id of your own app registration. If this is empty, Latchkey uses the client id in the description of the cloud, the client id in Settings, or the client id of the Azure CLI, in this order.
add-client-id-hint-application = The application (client) id, a GUID.
add-client-id-hint-provider = The client id of your application at the sign-in service of this cloud. If this is empty, Latchkey uses the client id in the description of the cloud.

## Secrets and files

add-secret = Client secret
add-secret-hint = The value of the secret, not its id. Latchkey stores it with the session and does not show it again.
# $field (secret | password | json) - the field
add-show = { $field ->
    [secret] Show client secret
    [password] Show password
   *[json] Show JSON
}
# $field (secret | password | json) - the field
add-hide = { $field ->
    [secret] Hide client secret
    [password] Hide password
   *[json] Hide JSON
}
add-certificate = Certificate
add-certificate-hint = A PEM or PFX file with the private key. Latchkey stores a copy with the session. Latchkey does not move or change the file.
add-certificate-missing = Choose the file of the certificate.
add-certificate-long = This file is too large for a certificate. The largest size is 256 KiB.
add-password = Password of the file
add-password-hint = Leave this empty if the file has no password.
add-json = JSON
add-json-hint = The JSON contains a secret, so Latchkey shows it as dots.
add-json-missing = Paste the JSON, or choose its file.
add-json-long = This JSON is too large. The largest size is 64 KiB.

## Variables and identities

add-variables = Variables
# $variables (aml | azure) - the set of variables
add-variables-set = { $variables ->
    [aml] AML_*
   *[azure] AZURE_*
}
# $variables (aml | azure) - the set of variables
add-variables-names = { $variables ->
    [aml] AML_TENANT_ID, AML_PRINCIPAL_ID and AML_PRINCIPAL_PASS
   *[azure] AZURE_TENANT_ID and AZURE_CLIENT_ID, with AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH
}
add-identity = Identity
# $kind (systemAssigned | clientId | objectId | resourceId) - which identity of the machine
add-identity-kind = { $kind ->
    [systemAssigned] System-assigned
    [clientId] User-assigned, by client id
    [objectId] User-assigned, by object id
   *[resourceId] User-assigned, by resource id
}
# $kind (clientId | objectId | resourceId) - the id that names the identity
add-identity-id = { $kind ->
    [clientId] Client id
    [objectId] Object id
   *[resourceId] Resource id
}
# $kind (clientId | objectId | resourceId) - the id that names the identity
add-identity-hint = { $kind ->
    [clientId] A GUID
    [objectId] A GUID
   *[resourceId] /subscriptions/…/userAssignedIdentities/…
}

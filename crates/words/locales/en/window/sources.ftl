### The sources of credentials on this machine, on the page of the accounts.

sources-title = Credentials on this machine
sources-hint = Latchkey can get tokens from these sources. The Azure SDKs and the Azure CLI can use some of them. This check does not sign in.
sources-check = Check again
# $state (found | skipped | failed) - what the check found
sources-state = { $state ->
    [found] Found
    [skipped] Not found
   *[failed] Failed
}
# $kind (azureVariables | amlVariables | managedIdentity | azureCli | accounts) - the source
sources-kind = { $kind ->
    [azureVariables] AZURE_* variables
    [amlVariables] AML_* variables
    [managedIdentity] Managed identity
    [azureCli] Azure CLI
   *[accounts] Accounts in Latchkey
}
# $count (String) - a formatted number
sources-milliseconds = { $count } ms
sources-immediate = < 1 ms
# $count (String) - a formatted number
sources-seconds = { $count } s
sources-sign-in = Sign in…
# $source (String) - the source
sources-sign-in-with = Sign in with { $source }

### Why the Azure CLI gives Latchkey no token.

azure-cli-not-installed = Latchkey cannot find the Azure CLI. Install it, or use another sign-in method.
azure-cli-too-old = The Azure CLI is too old. Run: az upgrade
azure-cli-signed-out = Nobody is signed in to the Azure CLI. Run: az login
azure-cli-other-tenant = The Azure CLI is not signed in to this tenant. Run: az login --tenant TENANT
azure-cli-other-account = Another account is signed in to the Azure CLI now. Add that account to Latchkey to use it.
# $cloud (String) - the name of the cloud in the Azure CLI
azure-cli-other-cloud = The Azure CLI uses another cloud: { $cloud }. Run az cloud set --name NAME, then az login.
azure-cli-refused = The sign-in service refused the Azure CLI. Run: az login
# $command (String) - the command that signs in
azure-cli-sign-in-required = Azure requires a new sign-in of the Azure CLI. Run: { $command }
azure-cli-timed-out = The Azure CLI did not answer in time, so Latchkey ended the command. Try again.
azure-cli-unreadable = Latchkey does not understand the answer of the Azure CLI. Update the Azure CLI, or use another sign-in method.
azure-cli-failed = The Azure CLI failed. Run az account get-access-token in a terminal to see the problem.

### Sources of tokens and of lists: what Latchkey finds on this machine, and which list it cannot read.

# $names (String) - the names of environment variables
source-variables-set = These environment variables are set: { $names }.
# $names (String) - the names of environment variables
source-variables-missing = Missing environment variables: { $names }.
# $names (String) - the names of environment variables
source-one-variable-missing = Set one of these environment variables: { $names }.
# $host (String) - the Azure service that this machine runs on
source-identity-found = This machine has a managed identity endpoint: { $host }.
source-identity-none = This machine has no managed identity endpoint.
# $count (Number) - the number of tenants
source-cli-signed-in = { $count ->
    [one] The Azure CLI is signed in to { $count } tenant of this cloud.
   *[other] The Azure CLI is signed in to { $count } tenants of this cloud.
 }
source-nobody-signed-in = Nobody is signed in to this cloud.
# $count (Number) - the number of accounts
source-accounts = { $count ->
    [one] { $count } account is signed in.
   *[other] { $count } accounts are signed in.
 }

## Lists

source-online-endpoints = Online endpoints
source-batch-endpoints = Batch endpoints
source-serverless-endpoints = Serverless endpoints
source-web-services = Web services (v1)
# $source (String) - the list
# $workspace (String) - the workspace’s name
source-in-workspace = { $source } of { $workspace }
source-role-names = Names of roles
# $subscription (String) - the subscription’s name
source-role-names-of = Names of roles in { $subscription }
source-principal-names = Names of users, groups and applications

### Lists of services: of every workspace, and of one.

services-title = Services
services-filter = Filter services
# $shown (Number) - services that the filter shows
# $total (Number) - all services
services-count = { $shown } of { $total } services
# $total (Number) - all services
services-count-all = { $total ->
    [one] { $total } service
   *[other] { $total } services
}
services-name = Name
services-workspace = Workspace
services-kind = Kind
services-authentication = Authentication
services-region = Region
services-state = State
services-empty-title = No services
services-empty = This workspace has no services. Deploy an online endpoint to see it here.
services-empty-everywhere = None of your workspaces has services. Deploy an online endpoint to see it here.
# $read (Number) - workspaces whose services were read
# $total (Number) - workspaces that are known so far
services-progress = { $read } of { $total } workspaces read

## Groups

services-pinned = Pinned
services-group-pinned = Pinned
services-group-recent = Recent
services-group-others = Other services

## What can be done with a service

services-open = Open
services-pin = Pin
services-unpin = Unpin
services-copy-key = Copy primary key
services-copy-id = Copy resource id
services-id = Resource id
services-copy-name = Copy name
services-copy-command = Copy latchkey command
services-command = latchkey command

## Facts

# $region (String) - region of the service
# $workspace (String) - region of the workspace
services-other-region = The service is in { $region }. Its workspace is in { $workspace }. A token request takes longer between two regions.
# $kind (managedOnline | kubernetesOnline | aksWebService | aciWebService | unknown) - what the service runs on
services-kind-name = { $kind ->
    [managedOnline] Managed online endpoint
    [kubernetesOnline] Kubernetes online endpoint
    [aksWebService] AKS web service (v1)
    [aciWebService] ACI web service (v1)
   *[unknown] Other kind
}
# $mode (key | amlToken | aadToken | none | unknown) - how programs sign in to the service
services-authentication-mode = { $mode ->
    [key] Key
    [amlToken] Azure ML token
    [aadToken] Microsoft Entra token
    [none] No authentication
   *[unknown] Unknown
}
services-open-hint = Everybody who knows the address can call this service.

### Why a managed identity gives Latchkey no token, and what it is called.

managed-identity-none = This machine has no managed identity that Latchkey can reach. If this machine runs in Azure, assign an identity to it in the Azure portal. If not, use another sign-in method.
# $variable (String) - the name of an environment variable
managed-identity-bad-address = The environment variable { $variable } has an address that is not on this machine. Latchkey sent nothing there. Correct the variable.
managed-identity-service-fabric = Latchkey does not support managed identities of Service Fabric. Use another sign-in method.
managed-identity-cloud-shell = Latchkey does not support managed identities of Azure Cloud Shell. Use another sign-in method.
managed-identity-unknown = This machine does not have this managed identity. Check the id, or assign the identity in the Azure portal.
managed-identity-client-id-only = This machine accepts a user-assigned identity only by its client id. Enter the client id.
managed-identity-refused = The managed identity endpoint refused the request. Read its answer in the details.
managed-identity-unreadable = Latchkey does not understand the answer of the managed identity endpoint. Try again later.
managed-identity-arc-no-file = Azure Arc’s agent did not prove that it runs on this machine: its answer contains no path of a key file. Latchkey sent no key. Ask the administrator of this machine to check the agent.
managed-identity-arc-other-folder = Azure Arc’s agent did not prove that it runs on this machine: its key file is in another folder. Latchkey sent no key. Ask the administrator of this machine to check the agent.
managed-identity-arc-file-unreadable = Latchkey cannot read the key file of Azure Arc’s agent. Ask the administrator of this machine to add your user to the group himds (Linux) or Hybrid agent extension applications (Windows). Then sign in to the machine again.
managed-identity-arc-not-a-key = Azure Arc’s agent did not prove that it runs on this machine: its key file contains no key. Latchkey sent no key. Ask the administrator of this machine to check the agent.

## Its name

managed-identity-host-virtual-machine = Virtual machine
managed-identity-host-app-service = App Service
managed-identity-host-arc = Azure Arc
managed-identity-host-machine-learning-compute = Azure ML compute
# $host (String) - the Azure service that the machine runs on
managed-identity-system-assigned = { $host } (system-assigned)
# $host (String) - the Azure service that the machine runs on
# $identity (String) - name or id of the identity
managed-identity-user-assigned = { $host } ({ $identity })

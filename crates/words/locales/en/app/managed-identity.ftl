### Why a managed identity gives Latchkey no token.

managed-identity-none = This computer has no managed identity that Latchkey can reach. Use another sign-in method, or assign an identity in the Azure portal.
# $variable (String) - the name of an environment variable
managed-identity-bad-address = The environment variable { $variable } has an address that is not on this computer. Latchkey sent nothing there. Correct the variable.
managed-identity-service-fabric = Latchkey does not support managed identities of Service Fabric. Use another sign-in method.
managed-identity-cloud-shell = Latchkey does not support managed identities of Azure Cloud Shell. Use another sign-in method.
managed-identity-unknown = This computer does not have this managed identity. Check the id, or assign the identity in the Azure portal.
managed-identity-client-id-only = This computer accepts a user-assigned identity only by its client id. Enter the client id.
managed-identity-refused = The managed identity endpoint refused the request. Read its answer in the details.
managed-identity-unreadable = Latchkey does not understand the answer of the managed identity endpoint. Try again later.
managed-identity-arc-no-file = Azure Arc’s agent did not prove that it runs on this computer: it names no key file. Latchkey stopped.
managed-identity-arc-other-folder = Azure Arc’s agent did not prove that it runs on this computer: its key file is in another folder. Latchkey stopped.
managed-identity-arc-file-unreadable = Latchkey cannot read the key file of Azure Arc’s agent. Add your user to the group himds.
managed-identity-arc-not-a-key = Azure Arc’s agent did not prove that it runs on this computer: its key file contains no key. Latchkey stopped.

### The clouds that a person adds, in Settings.

added-clouds-title = Added clouds
added-clouds-hint = For example Azure Stack Hub or an emulator. Azure, Azure US Government and Azure China are already in Latchkey.
added-clouds-current = This cloud is in use. To remove it, choose another cloud first.
# $host (String) - host of the sign-in service
added-clouds-signs-in-at = People sign in at { $host }
# $hosts (String) - the hosts
added-clouds-tokens-go-to = Tokens go to { $hosts }

## Add

added-clouds-add = Add cloud…
added-clouds-add-title = Add cloud
added-clouds-by-address = By address
added-clouds-by-file = From a file
added-clouds-address = Address of Azure Resource Manager
added-clouds-address-hint = Latchkey asks this address where the other services of the cloud are. It does not sign in.
added-clouds-json = Description (JSON)
added-clouds-json-hint = The description needs the fields “authority” and “arm”. For services without an address in the description, Latchkey uses the host of “arm”.
added-clouds-certificates = Certificate authority
added-clouds-certificates-hint = A PEM file. You need it only if this system does not trust the certificate of the cloud.
added-clouds-no-certificates = No file
added-clouds-name = Name
added-clouds-name-hint = Every cloud has its own name. If this is empty, Latchkey uses the name in the description or the host.
added-clouds-file-remove = Remove file
added-clouds-pasted = Pasted description
# $name (String) - the file’s name
added-clouds-file-long = { $name } is too large. The largest size is 16 MiB.
added-clouds-add-action = Add cloud
added-clouds-asking = Adding cloud…
# $name (String) - the cloud’s name
added-clouds-added = { $name } is added
added-clouds-keep = Keep cloud
added-clouds-use = Use it now
added-clouds-remove-again = Remove cloud

## Remove

added-clouds-remove = Remove…
added-clouds-remove-action = Remove cloud
# $name (String) - the cloud’s name
added-clouds-remove-named = Remove { $name }
added-clouds-remove-loses = Latchkey signs out every account of this cloud. Latchkey also removes the addresses and certificates of the cloud from this machine. Nothing changes in the cloud.
# $name (String) - the cloud’s name
added-clouds-removed = { $name } is removed, with all its sessions.
# $name (String) - the cloud’s name
# $items (Number) - sessions that Latchkey still finds
added-clouds-removed-partly = { $name } is removed, but Latchkey still finds sessions of this cloud on this machine: { $items }. Remove all secrets in Settings.

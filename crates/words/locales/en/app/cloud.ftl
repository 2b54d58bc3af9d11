### What is wrong with the description of a cloud, or with the address of a cloud.

cloud-unknown = This cloud does not exist. Choose a cloud from the list.
cloud-no-demo = This program has no demo cloud.
# $id (String) - the cloud’s id
cloud-not-added = There is no added cloud with the id { $id }. Check the id.
cloud-in-use = This cloud is in use. Choose another cloud first.
# $name (String) - the cloud’s name
cloud-name-taken = Another cloud has the name { $name }. Enter another name.
# $longest (Number) - the most characters of a name
cloud-name-invalid = Enter a name of at most { $longest } characters.
# $id (String) - the cloud’s id
cloud-id-taken = Another cloud has the id { $id }. Remove that cloud, or use another id.
# $id (String) - the cloud’s id
cloud-id-reserved = The id { $id } belongs to a cloud of Latchkey. Use another id.
# $file (String) - the file with the certificates
cloud-certificates-elsewhere = The certificates of this cloud are in the file { $file }. Choose this file for the certificate authority.
cloud-no-certificates = The text or file contains no certificate. Choose a PEM file with a certificate.
cloud-not-resource-manager = This is not the address of Azure Resource Manager. Enter an https address, for example https://management.stack.example.
# $cloud (String) - the cloud’s name
cloud-built-in = This address belongs to { $cloud }. Choose this cloud from the list.

## The file

cloud-file-too-long = The file is too large for the description of a cloud.
# $line (Number) - the line of the error
# $column (Number) - the column of the error
cloud-file-not-json = The description is not a JSON object. The error is in line { $line }, column { $column }.
# $field (String) - the field of the file
cloud-file-missing = The description has no field { $field }. Add it.
# $field (String) - the field of the file
cloud-file-not-short-text = The field { $field } is not a short text. Correct it.
# $field (String) - the field of the file
cloud-file-not-https = The field { $field } is not a valid address. Use an https address without a user name, password or query.
# $field (String) - the field of the file
cloud-file-not-provider = The field { $field } has a value that is not allowed. Use “entra” or “openid”.
# $field (String) - the field of the file
cloud-file-not-word = The field { $field } has characters that are not allowed. Use letters, digits and hyphens.
# $field (String) - the field of the file
cloud-file-not-scopes = The field { $field } is not a text or a list of OAuth scopes. Correct it.

## The addresses

# $field (String) - the field of the description
# $address (String) - the address
cloud-not-secure = The address { $address } in { $field } is not secure. Use https.
# $field (String) - the field of the description
# $address (String) - the address
cloud-not-loopback = The address { $address } in { $field } is not on this machine. Use an address on this machine.
# $field (String) - the field of the description
# $address (String) - the address
cloud-names-user = The address { $address } in { $field } contains a user name or a password. Remove it.
# $address (String) - the address
cloud-identity-endpoint = The address { $address } in “imds” is not allowed. Use an address on this machine that no agent of Azure uses.
# $field (String) - the field of the description
# $address (String) - the address or host
cloud-microsofts = The address { $address } in { $field } belongs to Microsoft. Only the built-in clouds can use it. Use an address of your own cloud.
# $field (String) - the field of the description
# $resource (String) - the name that Latchkey requests tokens with
cloud-resource-characters = The value { $resource } in { $field } contains characters that are not allowed. Correct it.
# $field (String) - the field of the description
# $resource (String) - the name that Latchkey requests tokens with
# $address (String) - where the tokens would go
cloud-other-service = The value { $resource } in { $field } is not the name of the service at { $address }. The tokens of one service are not for another service. Correct the value.
cloud-reach = The address of a managed identity endpoint cannot be the address of a cloud.
# $domain (String) - the domain
cloud-domain = The value { $domain } in “mlApiDomain” is not allowed. Use a domain that belongs only to the owner of this cloud, or remove the field.

## The address of a Resource Manager

# $origin (String) - the address
# $status (Number) - the HTTP status
cloud-not-described = The service at { $origin } does not describe a cloud. It answers with the HTTP status { $status }. Check the address.
# $origin (String) - the address
cloud-without-sign-in = The service at { $origin } does not say where people sign in. Ask the administrator of the cloud.
# $origin (String) - the address
cloud-other-clouds = The service at { $origin } describes other clouds only. Check the address.
# $origin (String) - the address
# $provider (String) - the sign-in service
cloud-other-provider = People sign in to the cloud at { $origin } with { $provider }, not with Microsoft Entra. Add this cloud with a file.

## The demo cloud

cloud-demo-elsewhere = The current cloud is the demo cloud of the window. The command line cannot reach it. Use another cloud, for example --cloud public.
# $trouble (String) - what is wrong with the secret store or the item
cloud-demo-unreadable = Latchkey cannot read the state of the demo cloud. { $trouble } Reset the demo cloud in Settings.
# $cause (String) - what the parser said
cloud-demo-not-understood = Latchkey does not understand the stored state of the demo cloud: { $cause }. Reset the demo cloud in Settings.
# $version (Number) - the number of the format
cloud-demo-unknown-format = Another version of Latchkey stored the state of the demo cloud, in the format { $version }. Update Latchkey, or reset the demo cloud in Settings.
# $address (String) - an address of this machine
# $cause (String) - what the system said
cloud-demo-without-address = The demo cloud cannot use the address { $address } of this machine: { $cause }. Close programs that use many ports, then choose the demo cloud again.
cloud-demo-without-keys = The demo cloud cannot start, because this machine cannot make keys. Start Latchkey again.
cloud-demo-misconfigured = The demo cloud cannot start, because its setup is wrong. Install Latchkey again.
cloud-demo-not-reset = Latchkey cannot reset the demo cloud, because this machine cannot make keys. The state of the demo cloud did not change. Start Latchkey again.
# $trouble (String) - what is wrong with the secret store or the item
cloud-demo-not-removed = Latchkey cannot remove the old state of the demo cloud. { $trouble } Check the secret store in Settings.

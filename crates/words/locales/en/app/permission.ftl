### What Latchkey knows about permissions, roles and addresses before somebody tries.

# $action (String) - the action of Azure role-based access control
permission-undocumented = Azure does not document the permission to regenerate this key. It is probably { $action }.
permission-principal-unknown = Latchkey does not know the principal of this account, so it cannot find the roles of the account.
permission-registration-unreadable = The application does not have the permission to read its own registration in Microsoft Graph. Ask the owner of the application when the credential expires.
permission-secret-unknown = Microsoft Graph lists no secret that starts with the same characters as the secret of this session.

## Addresses of services

permission-address-invalid = This is not a valid address.
permission-address-with-user = The address contains a user name. A user name can hide the real host of the address.
permission-address-not-web = This is not a web address.
permission-address-outside = The cloud runs on this machine, but the address is on another machine.
permission-address-not-encrypted = The address does not use https. Other people in the network can read the key or token.

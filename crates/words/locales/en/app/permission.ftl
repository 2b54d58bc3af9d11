### What Latchkey knows about permissions, roles and addresses before somebody tries.

# $action (String) - the action of Azure role-based access control
permission-undocumented = Azure does not document which permission this needs. It is probably { $action }.
permission-principal-unknown = Latchkey does not know which principal this account is, so it cannot find the roles of the account.
permission-registration-unreadable = The application does not have the permission to read its own registration in Microsoft Graph.
permission-secret-unknown = Microsoft Graph lists no secret that begins like the secret of this session.

## Addresses of services

permission-address-invalid = This is not a valid address.
permission-address-with-user = The address contains a user name. A user name can hide where the address leads to.
permission-address-not-web = This is not a web address.
permission-address-outside = The address is not on this computer, but the cloud is emulated on this computer.
permission-address-not-encrypted = The address does not use https. Others in the network can read the key or token.

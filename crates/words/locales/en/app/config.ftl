### What is wrong with the config.json of a workspace, or with the JSON that az prints for an application.

## config.json

config-too-long = The text is too large for a config.json. Use the config.json that you downloaded from the workspace.
# $line (Number) - the line of the error
# $column (Number) - the column of the error
config-not-json = The config.json is not a JSON object. The error is in line { $line }, column { $column }.
# $field (String) - the field
config-field-missing = The config.json has no field { $field }. Use the config.json that you downloaded from the workspace.
# $field (String) - the field
config-field-invalid = The field { $field } of the config.json is not a name that Azure allows. Correct it.
# $folder (String) - the folder where the search began
config-missing = There is no config.json in { $folder } or in a folder above it. Use another folder, or download the config.json of the workspace.
# $folder (String) - the folder where the search began
# $file (String) - path of the file
config-left-out = There is no safe config.json in { $folder } or in a folder above it. Other users of this machine can change { $file }, so Latchkey did not use it. If you trust this file, open it by its path.

## The JSON of az ad sp create-for-rbac

# $line (Number) - the line of the error
# $column (Number) - the column of the error
config-sdk-auth-not-json = This is not the JSON of az ad sp create-for-rbac. The error is in line { $line }, column { $column }. Use the complete JSON that the command prints.
config-sdk-auth-too-long = The text is too large for the JSON of az ad sp create-for-rbac.
# $field (String) - the field
config-sdk-auth-incomplete = The JSON has no field { $field }. Use the complete JSON that az ad sp create-for-rbac prints.
config-sdk-auth-certificate = The JSON contains the path of a certificate file, not a secret. Choose the sign-in method for a certificate, and use this file.
# $host (String) - the host of Azure Resource Manager
config-sdk-auth-other-cloud = The JSON belongs to another cloud ({ $host }). Choose that cloud first.

### Labels of the details of an error. Each stands before a value.

detail-code = Code
detail-http-status = HTTP status
detail-missing-action = Missing action
detail-azure-says = Azure’s answer
detail-entra-says = Entra’s answer
detail-provider-says = Answer of the sign-in service
detail-endpoint-says = Answer of the endpoint
detail-cli-says = Answer of the Azure CLI
detail-oauth-error = OAuth error
detail-trace-id = Trace id
detail-time = Time
detail-problem = Problem
detail-cause = Cause
detail-address = Address
detail-host = Host
detail-resource = Resource
detail-cloud = Cloud
detail-file = File
detail-run = Command
detail-limit = Limit in bytes
detail-place = Place of the error
# $line (Number) - the line, counted from 1
# $column (Number) - the column, counted from 1
detail-line-column = line { $line }, column { $column }

## Parts of a cloud that changed

detail-part-issuer = Sign-in service
detail-part-resource-manager = Azure Resource Manager
detail-part-graph = Microsoft Graph
detail-part-machine-learning = Azure Machine Learning
detail-part-identity-endpoint = Managed identity endpoint
detail-part-resources = Resources of the tokens
detail-part-certificate-authority = Certificate authority (first half of SHA-256)
detail-part-application = Application
# $now (String) - the value now
# $before (String) - the value before
detail-changed = { $now } (before: { $before })
# $now (String) - the value now
detail-added = { $now } (new)
# $before (String) - the value before
detail-removed = removed (before: { $before })

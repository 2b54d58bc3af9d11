### The page of one service: its address, its facts, and warnings about its authentication.

service-use = Use it
service-address = Address
service-copy-address = Copy address
service-address-absent = Azure has no address for this service yet.
service-address-doubtful = Do not send a key or token to this address
service-about = About this service
service-description = Description
service-compute = Compute
service-traffic = Traffic
# $deployment (String) - the deployment’s name
# $percent (Number) - its share of the traffic
service-traffic-share = { $deployment } { $percent } %
service-created = Created
service-open-api = OpenAPI description
service-resource-id = Resource id
service-open-title = This service has no authentication
service-open-text = Everybody who knows the address can call it. If you do not want this, turn on authentication for the service.
service-unknown-title = Latchkey does not know the authentication of this service
service-unknown-text = This version of Latchkey does not support the authentication of this service. Update Latchkey, or use Azure Machine Learning studio.
# $reason (String) - why it is not known, in a sentence
service-permission-unknown = Latchkey does not know if your account has permission. { $reason }

//! What can be done with Azure Machine Learning, as roles name it.

use serde_json::{Value, json};

use crate::reply::Reply;

/// Resource, verb, words.
const OPERATIONS: &[(&str, &str, &str)] = &[
    ("workspaces", "read", "Gets Machine Learning workspaces"),
    ("workspaces", "write", "Creates or updates Machine Learning workspaces"),
    ("workspaces", "delete", "Deletes Machine Learning workspaces"),
    ("workspaces", "listKeys/action", "Lists secrets of a Machine Learning workspace"),
    ("workspaces", "resynckeys/action", "Resyncs secrets of a Machine Learning workspace"),
    ("workspaces", "listStorageAccountKeys/action", "Lists keys of the storage account of a workspace"),
    ("workspaces", "listNotebookAccessToken/read", "Gets a token for the notebooks of a workspace"),
    ("workspaces", "listNotebookKeys/read", "Gets keys for the notebooks of a workspace"),
    ("workspaces/connections", "read", "Gets connections of a workspace"),
    ("workspaces/connections", "listsecrets/action", "Gets a connection with its secrets"),
    ("workspaces/computes", "read", "Gets computes"),
    ("workspaces/computes", "listKeys/action", "Lists secrets of a compute"),
    ("workspaces/computes", "listNodes/action", "Lists nodes of a compute"),
    ("workspaces/onlineEndpoints", "read", "Gets online endpoints"),
    ("workspaces/onlineEndpoints", "write", "Creates or updates online endpoints"),
    ("workspaces/onlineEndpoints", "delete", "Deletes online endpoints"),
    ("workspaces/onlineEndpoints", "listKeys/action", "Lists keys of an online endpoint"),
    ("workspaces/onlineEndpoints", "regenerateKeys/action", "Regenerates a key of an online endpoint"),
    ("workspaces/onlineEndpoints", "token/action", "Gets a token for an online endpoint"),
    ("workspaces/onlineEndpoints", "score/action", "Calls an online endpoint"),
    ("workspaces/onlineEndpoints/deployments", "read", "Gets deployments of an online endpoint"),
    ("workspaces/onlineEndpoints/deployments", "getlogs/action", "Gets logs of a deployment"),
    ("workspaces/batchEndpoints", "read", "Gets batch endpoints"),
    ("workspaces/batchEndpoints", "listKeys/action", "Lists keys of a batch endpoint"),
    ("workspaces/batchEndpoints/deployments", "read", "Gets deployments of a batch endpoint"),
    ("workspaces/batchEndpoints/jobs", "write", "Calls a batch endpoint"),
    ("workspaces/serverlessEndpoints", "read", "Gets serverless endpoints"),
    ("workspaces/serverlessEndpoints", "listKeys/action", "Lists keys of a serverless endpoint"),
    ("workspaces/serverlessEndpoints", "regenerateKeys/action", "Regenerates a key of a serverless endpoint"),
    ("workspaces/services", "read", "Gets web services"),
    ("workspaces/services/aks", "write", "Creates or updates web services on AKS"),
    ("workspaces/services/aks", "delete", "Deletes web services on AKS"),
    ("workspaces/services/aks", "listkeys/action", "Lists keys of a web service on AKS"),
    ("workspaces/services/aks", "score/action", "Gets a token or keys to call a web service on AKS"),
    ("workspaces/services/aci", "write", "Creates or updates web services on container instances"),
    ("workspaces/services/aci", "delete", "Deletes web services on container instances"),
    ("workspaces/services/aci", "listkeys/action", "Lists keys of a web service on a container instance"),
    ("locations/mfeOperationsStatus", "read", "Gets where an operation stands"),
    ("locations/mfeOperationResults", "read", "Gets the result of an operation"),
    ("locations/workspaceOperationsStatus", "read", "Gets where an operation of a workspace stands"),
];

pub(super) fn list() -> Reply {
    let value: Vec<Value> = OPERATIONS
        .iter()
        .map(|(resource, verb, words)| {
            json!({
                "name": format!("{}/{resource}/{verb}", super::ML),
                "isDataAction": false,
                "display": {
                    "provider": "Microsoft Machine Learning Services",
                    "resource": resource,
                    "operation": words,
                    "description": words,
                },
            })
        })
        .collect();
    Reply::ok(&json!({"value": value}))
}

//! Which handler answers which request to ARM.

use std::sync::LazyLock;

use super::{
    ArmRequest, activity_log, batch_endpoints, computes, connections, deployments, endpoint_keys,
    endpoint_writes, in_workspace, key_vaults, locations, managed_identities, online_endpoints, operations,
    provider_operations, providers, resource_groups, resources, serverless_endpoints, subscriptions, tenants,
    web_services, workspace_keys, workspaces,
};
use crate::{
    error::ArmError,
    reply::Reply,
    routes::{Route, Routes},
};

type Handler = fn(&mut ArmRequest<'_>) -> Result<Reply, ArmError>;

/// Everything but `Microsoft.Authorization`, which stands below any scope.
pub(super) static ALL: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));

/// What is below a workspace.
pub(super) static IN_WORKSPACE: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(IN_A_WORKSPACE));

const ROUTES: &[Route<Handler>] = &[
    ("GET", "/tenants", |request| Ok(tenants::list(request))),
    ("GET", "/subscriptions", |request| Ok(subscriptions::list(request))),
    ("GET", "/subscriptions/{subscription}", |request| subscriptions::show(request)),
    ("GET", "/subscriptions/{subscription}/locations", |request| locations::list(request)),
    ("GET", "/subscriptions/{subscription}/resources", |request| resources::list(request)),
    ("GET", "/subscriptions/{subscription}/resourcegroups", |request| resource_groups::list(request)),
    ("GET", "/subscriptions/{subscription}/resourcegroups/{resource_group}", |request| {
        resource_groups::show(request)
    }),
    ("HEAD", "/subscriptions/{subscription}/resourcegroups/{resource_group}", |request| {
        resource_groups::exists(request)
    }),
    (
        "PUT",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}",
        resource_groups::create_or_update,
    ),
    ("GET", "/subscriptions/{subscription}/resourcegroups/{resource_group}/resources", |request| {
        resources::list(request)
    }),
    ("GET", "/subscriptions/{subscription}/providers", |request| providers::list(request)),
    ("GET", "/subscriptions/{subscription}/providers/{namespace}", |request| providers::show(request)),
    ("GET", "/subscriptions/{subscription}/providers/{namespace}/providerpermissions", |request| {
        providers::permissions(request)
    }),
    ("POST", "/subscriptions/{subscription}/providers/{namespace}/register", |request| {
        providers::register(request)
    }),
    (
        "GET",
        "/subscriptions/{subscription}/providers/microsoft.insights/eventtypes/management/values",
        |request| activity_log::list_of_subscription(request),
    ),
    ("GET", "/providers/microsoft.insights/eventtypes/management/values", |request| {
        activity_log::list_of_tenant(request)
    }),
    ("GET", "/providers/microsoft.insights/eventcategories", |_| Ok(activity_log::categories())),
    ("GET", "/providers/{namespace}/operations", |request| {
        provider_operations::operations(request, request.path.namespace)
    }),
    ("GET", "/subscriptions/{subscription}/providers/microsoft.keyvault/vaults", |request| {
        key_vaults::TYPE.list(request)
    }),
    (
        "GET",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.keyvault/vaults",
        |request| key_vaults::TYPE.list(request),
    ),
    (
        "GET",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.keyvault/vaults/{resource}",
        |request| key_vaults::TYPE.show(request),
    ),
    (
        "GET",
        "/subscriptions/{subscription}/providers/microsoft.managedidentity/userassignedidentities",
        |request| managed_identities::TYPE.list(request),
    ),
    (
        "GET",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.managedidentity/userassignedidentities",
        |request| managed_identities::TYPE.list(request),
    ),
    (
        "GET",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.managedidentity/userassignedidentities/{resource}",
        |request| managed_identities::TYPE.show(request),
    ),
    (
        "GET",
        "/subscriptions/{subscription}/providers/microsoft.machinelearningservices/workspaces",
        |request| workspaces::list(request),
    ),
    (
        "GET",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces",
        |request| workspaces::list(request),
    ),
    (
        "*",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces/{workspace}",
        in_workspace::route,
    ),
    (
        "*",
        "/subscriptions/{subscription}/resourcegroups/{resource_group}/providers/microsoft.machinelearningservices/workspaces/{workspace}/{*below}",
        in_workspace::route,
    ),
    (
        "GET",
        "/subscriptions/{subscription}/providers/microsoft.machinelearningservices/locations/{region}/mfeoperationsstatus/{operation}",
        |request| operations::show(request),
    ),
    (
        "GET",
        "/subscriptions/{subscription}/providers/microsoft.machinelearningservices/locations/{region}/mfeoperationresults/{operation}",
        |request| operations::show_result(request),
    ),
    (
        "GET",
        "/subscriptions/{subscription}/providers/microsoft.machinelearningservices/locations/{region}/workspaceoperationsstatus/{operation}",
        |request| operations::show(request),
    ),
];

const IN_A_WORKSPACE: &[Route<Handler>] = &[
    ("GET", "/", |request| workspaces::show(request)),
    ("GET", "/features", |request| workspaces::features(request)),
    ("POST", "/listkeys", |request| workspace_keys::list(request)),
    ("POST", "/resynckeys", workspace_keys::resync),
    ("POST", "/liststorageaccountkeys", |request| workspace_keys::storage(request)),
    ("POST", "/listnotebookaccesstoken", |request| workspace_keys::notebook_token(request)),
    ("POST", "/listnotebookkeys", |request| workspace_keys::notebooks(request)),
    ("GET", "/connections", |request| connections::list(request)),
    ("GET", "/connections/{connection}", |request| connections::show(request)),
    ("POST", "/connections/{connection}/listsecrets", |request| connections::list_secrets(request)),
    ("GET", "/computes", |request| computes::list(request)),
    ("GET", "/computes/{compute}", |request| computes::show(request)),
    ("POST", "/computes/{compute}/listkeys", |request| computes::list_keys(request)),
    ("POST", "/computes/{compute}/listnodes", |request| computes::list_nodes(request)),
    ("GET", "/services", |request| web_services::list(request)),
    ("GET", "/services/{service}", |request| web_services::show(request)),
    ("DELETE", "/services/{service}", web_services::delete),
    ("GET", "/onlineendpoints", |request| online_endpoints::list(request)),
    ("GET", "/onlineendpoints/{endpoint}", |request| online_endpoints::show(request)),
    ("PUT", "/onlineendpoints/{endpoint}", endpoint_writes::put),
    ("PATCH", "/onlineendpoints/{endpoint}", endpoint_writes::patch),
    ("DELETE", "/onlineendpoints/{endpoint}", endpoint_writes::delete),
    ("POST", "/onlineendpoints/{endpoint}/listkeys", |request| endpoint_keys::list(request)),
    ("POST", "/onlineendpoints/{endpoint}/regeneratekeys", endpoint_keys::regenerate),
    ("POST", "/onlineendpoints/{endpoint}/token", |request| endpoint_keys::token(request)),
    ("GET", "/onlineendpoints/{endpoint}/deployments", |request| deployments::list(request)),
    ("GET", "/onlineendpoints/{endpoint}/deployments/{deployment}", |request| deployments::show(request)),
    ("POST", "/onlineendpoints/{endpoint}/deployments/{deployment}/getlogs", |request| {
        deployments::logs(request)
    }),
    ("GET", "/onlineendpoints/{endpoint}/deployments/{deployment}/skus", |request| {
        deployments::skus(request)
    }),
    ("GET", "/batchendpoints", |request| batch_endpoints::list(request)),
    ("GET", "/batchendpoints/{endpoint}", |request| batch_endpoints::show(request)),
    ("POST", "/batchendpoints/{endpoint}/listkeys", |request| batch_endpoints::list_keys(request)),
    ("GET", "/batchendpoints/{endpoint}/deployments", |request| batch_endpoints::list_deployments(request)),
    ("GET", "/batchendpoints/{endpoint}/deployments/{deployment}", |request| {
        batch_endpoints::show_deployment(request)
    }),
    ("GET", "/serverlessendpoints", |request| serverless_endpoints::list(request)),
    ("GET", "/serverlessendpoints/{endpoint}", |request| serverless_endpoints::show(request)),
    ("POST", "/serverlessendpoints/{endpoint}/listkeys", |request| serverless_endpoints::list_keys(request)),
    ("POST", "/serverlessendpoints/{endpoint}/regeneratekeys", serverless_endpoints::regenerate),
];

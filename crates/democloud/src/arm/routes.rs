//! Which handler answers which request to ARM.

use std::sync::LazyLock;

use super::{
    ArmRequest, activity_log, in_workspace, key_vaults, locations, managed_identities, operations,
    provider_operations, providers, resource_groups, resources, subscriptions, tenants, workspaces,
};
use crate::{
    error::ArmError,
    reply::Reply,
    routes::{Route, Routes},
};

type Handler = fn(&mut ArmRequest<'_>) -> Result<Reply, ArmError>;

/// Everything but `Microsoft.Authorization`, which stands below any scope.
pub(super) static ALL: LazyLock<Routes<Handler>> = LazyLock::new(|| Routes::new(ROUTES));

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

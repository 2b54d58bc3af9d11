//! Checks the `api-version`. An unknown version of ARM itself is refused in one way, that of a resource provider in
//! two, depending on whether the region is known. Versions of types that the demo cloud does not have are not
//! checked: the route answers 501.

use super::{ArmRequest, locations, path::WORKSPACE_SEGMENTS};
use crate::{error::ArmError, provider_operations};

pub(super) const RESOURCES: &[&str] = &[
    "2016-06-01",
    "2016-09-01",
    "2018-05-01",
    "2019-05-01",
    "2019-06-01",
    "2019-08-01",
    "2019-10-01",
    "2019-11-01",
    "2020-01-01",
    "2020-06-01",
    "2020-10-01",
    "2021-01-01",
    "2021-04-01",
    "2022-01-01",
    "2022-09-01",
    "2022-12-01",
    "2023-07-01",
    "2024-03-01",
    "2024-07-01",
    "2024-11-01",
    "2025-03-01",
    "2025-04-01",
];
pub(super) const AUTHORIZATION: &[&str] = &[
    "2015-06-01",
    "2015-07-01",
    "2016-07-01",
    "2017-10-01-preview",
    "2018-01-01-preview",
    "2018-07-01",
    "2018-07-01-preview",
    "2018-09-01-preview",
    "2020-03-01-preview",
    "2020-04-01-preview",
    "2020-08-01-preview",
    "2020-10-01-preview",
    "2021-04-01-preview",
    "2022-04-01",
    "2022-05-01-preview",
    "2023-07-01-preview",
];
pub(super) const MACHINE_LEARNING: &[&str] = &[
    "2018-03-01-preview",
    "2018-11-19",
    "2019-05-01",
    "2019-06-01",
    "2019-11-01",
    "2020-01-01",
    "2020-03-01",
    "2020-04-01",
    "2020-06-01",
    "2020-08-01",
    "2020-09-01-preview",
    "2021-01-01",
    "2021-03-01-preview",
    "2021-04-01",
    "2021-07-01",
    "2022-01-01-preview",
    "2022-02-01-preview",
    "2022-05-01",
    "2022-06-01-preview",
    "2022-10-01",
    "2022-10-01-preview",
    "2022-12-01-preview",
    "2023-02-01-preview",
    "2023-04-01",
    "2023-04-01-preview",
    "2023-06-01-preview",
    "2023-08-01-preview",
    "2023-10-01",
    "2024-01-01-preview",
    "2024-04-01",
    "2024-04-01-preview",
    "2024-07-01-preview",
    "2024-10-01",
    "2024-10-01-preview",
    "2025-01-01-preview",
    "2025-04-01",
    "2025-04-01-preview",
    "2025-06-01",
    "2025-09-01",
];
pub(super) const RESOURCE_GRAPH: &[&str] = &[
    "2018-09-01-preview",
    "2019-04-01",
    "2020-04-01-preview",
    "2021-03-01",
    "2021-06-01-preview",
    "2022-10-01",
    "2024-04-01",
];
pub(super) const INSIGHTS: &[&str] = &["2014-04-01", "2015-04-01", "2017-03-01-preview"];
pub(super) const KEY_VAULT: &[&str] = &[
    "2016-10-01",
    "2018-02-14",
    "2019-09-01",
    "2021-10-01",
    "2022-07-01",
    "2022-11-01",
    "2023-02-01",
    "2023-07-01",
    "2024-11-01",
    "2024-12-01-preview",
    "2025-05-01",
    "2026-02-01",
];
pub(super) const MANAGED_IDENTITY: &[&str] = &[
    "2015-08-31-preview",
    "2018-11-30",
    "2021-09-30-preview",
    "2022-01-31-preview",
    "2023-01-31",
    "2023-07-31-preview",
    "2024-11-30",
];

/// Checks the `api-version` of a request.
pub(super) fn check(request: &ArmRequest<'_>) -> Result<(), ArmError> {
    let call = request.call;
    let (_, segments) = call.route();
    let namespace_at = segments.iter().rposition(|segment| *segment == "providers").map(|at| at + 1);
    // What is asked about a provider is asked of Azure Resource Manager.
    let is_of_provider = |at: &usize| {
        segments
            .get(at + 1)
            .is_some_and(|kind| !matches!(*kind, "register" | "unregister" | "providerpermissions"))
    };
    let provider =
        namespace_at.filter(is_of_provider).map(|at| (at, of_type(segments[at], segments[at + 1])));
    let known = match provider {
        None => RESOURCES,
        Some((_, Some(known))) => known,
        // That a provider or a type is missing is what its caller should read, not that the version is.
        Some((_, None)) => return Ok(()),
    };
    let version = call.parameter("api-version").filter(|version| !version.is_empty());
    let version = version.ok_or_else(ArmError::missing_api_version)?;
    if known.iter().any(|one| one.eq_ignore_ascii_case(version)) {
        return Ok(());
    }
    let Some((at, _)) = provider else { return Err(ArmError::unknown_api_version(version, known)) };
    let types: Vec<&str> = call.segments[at + 1..].iter().step_by(2).map(String::as_str).collect();
    let kind = types.join("/");
    let is_in_workspace = at + 2 < WORKSPACE_SEGMENTS && !request.path.workspace.is_empty();
    match request.state.workspace(&request.workspace_id()).filter(|_| is_in_workspace) {
        Some(workspace) => {
            let regions = locations::names();
            Err(ArmError::no_registered_provider(&workspace.location, version, &kind, known, &regions))
        }
        None => Err(ArmError::no_such_resource_type(&call.segments[at], &kind, version, known)),
    }
}

/// The versions of a type of a resource provider, by its first word, if it is here. Each type of Azure has
/// versions of its own; those that are here share the provider's.
fn of_type(namespace: &str, kind: &str) -> Option<&'static [&'static str]> {
    let is_here = provider_operations::provider(namespace).is_some_and(|provider| provider.has(kind));
    of_provider(namespace).filter(|_| is_here)
}

/// The versions of a resource provider, by its namespace in small letters, if it is here.
pub(super) fn of_provider(namespace: &str) -> Option<&'static [&'static str]> {
    match namespace {
        "microsoft.authorization" => Some(AUTHORIZATION),
        "microsoft.machinelearningservices" => Some(MACHINE_LEARNING),
        "microsoft.resourcegraph" => Some(RESOURCE_GRAPH),
        "microsoft.insights" => Some(INSIGHTS),
        "microsoft.keyvault" => Some(KEY_VAULT),
        "microsoft.managedidentity" => Some(MANAGED_IDENTITY),
        "microsoft.resources" => Some(RESOURCES),
        _ => None,
    }
}

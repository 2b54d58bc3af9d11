//! Which versions of its API the demo cloud speaks; others are refused as ARM refuses them.

use crate::{call::Call, error::ArmError};

const RESOURCES: &[&str] = &[
    "2016-06-01",
    "2018-05-01",
    "2019-06-01",
    "2019-11-01",
    "2020-01-01",
    "2020-06-01",
    "2021-01-01",
    "2021-04-01",
    "2022-09-01",
    "2022-12-01",
    "2024-03-01",
    "2024-07-01",
    "2024-11-01",
];
const AUTHORIZATION: &[&str] = &[
    "2015-07-01",
    "2018-01-01-preview",
    "2018-07-01",
    "2020-04-01-preview",
    "2022-04-01",
    "2022-05-01-preview",
];
const MACHINE_LEARNING: &[&str] = &[
    "2020-08-01",
    "2020-09-01-preview",
    "2021-01-01",
    "2021-04-01",
    "2022-02-01-preview",
    "2022-05-01",
    "2022-10-01",
    "2023-04-01",
    "2023-10-01",
    "2024-04-01",
    "2024-07-01-preview",
    "2024-10-01",
];

/// Checks the `api-version` of a request.
pub(super) fn check(call: &Call, segments: &[&str]) -> Result<(), ArmError> {
    let Some(known) = known_for(segments) else { return Ok(()) };
    match call.parameter("api-version").filter(|version| !version.is_empty()) {
        None => Err(ArmError::missing_api_version()),
        Some(version) if known.iter().any(|one| one.eq_ignore_ascii_case(version)) => Ok(()),
        Some(version) => Err(ArmError::unknown_api_version(version, known)),
    }
}

/// `None` for a provider that is not here: that it is missing is what its caller should read, not that the
/// version is.
fn known_for(segments: &[&str]) -> Option<&'static [&'static str]> {
    let provider = segments.iter().rposition(|segment| *segment == "providers").map(|at| &segments[at + 1..]);
    match provider {
        Some(["microsoft.authorization", ..]) => Some(AUTHORIZATION),
        // What is asked about a provider is asked of Azure Resource Manager.
        None | Some([] | [_] | [_, "register" | "unregister" | "providerpermissions"]) => Some(RESOURCES),
        Some(["microsoft.machinelearningservices", ..]) => Some(MACHINE_LEARNING),
        Some(_) => None,
    }
}

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
const KEY_VAULT: &[&str] = &[
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

/// Checks the `api-version` of a request.
pub(super) fn check(call: &Call, segments: &[&str]) -> Result<(), ArmError> {
    let known = known_for(segments);
    match call.parameter("api-version").filter(|version| !version.is_empty()) {
        None => Err(ArmError::missing_api_version()),
        Some(version) if known.iter().any(|one| one.eq_ignore_ascii_case(version)) => Ok(()),
        Some(version) => Err(ArmError::unknown_api_version(version, known)),
    }
}

fn known_for(segments: &[&str]) -> &'static [&'static str] {
    match segments.iter().rposition(|segment| *segment == "providers").map(|at| segments.get(at + 1)) {
        Some(Some(&"microsoft.authorization")) => AUTHORIZATION,
        Some(Some(&"microsoft.machinelearningservices")) => MACHINE_LEARNING,
        Some(Some(&"microsoft.keyvault")) => KEY_VAULT,
        _ => RESOURCES,
    }
}

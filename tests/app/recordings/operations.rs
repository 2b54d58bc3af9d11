//! Which of the app's operations a recording answers. One that answers none is set aside by name, so that a
//! new recording is either looked at or makes a test fail.

use latchkey_tests::{Recording, azure_data};

/// What the clients do with an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Subscriptions,
    Workspaces,
    Endpoints,
    KeyPair,
    Token,
    /// An operation was accepted and is running.
    Accepted,
    /// A look at an operation.
    Look,
    Assignments,
    Definitions,
    Permissions,
    Principals,
    /// A page of a list.
    Page,
    /// An error of Azure or Graph.
    Refusal,
    /// An answer of Entra.
    SignIn,
}

/// Recordings of operations that the app does not have.
const SET_ASIDE: [(&str, &str); 11] = [
    ("activity-log/001-empty.json", "the activity log is not read"),
    ("activity-log/002-role-assignment-events.json", "the activity log is not read"),
    ("activity-log/004-autotag.json", "the activity log is not read"),
    ("activity-log/005-role-assignment-events-2021.json", "the activity log is not read"),
    ("entra/001-instance-discovery.json", "the authority is configured, not discovered"),
    ("entra/004-devicecode.json", "sign-in is by browser alone"),
    ("graph/014-aadgraph-getobjectsbyobjectids.json", "the retired directory API is not asked"),
    ("keys/007-workspace-listkeys.json", "keys of the workspace itself are not read"),
    ("keyvault/004-secret-get.json", "key vaults are not read"),
    ("workspaces/010-datastores-list.json", "datastores are not listed"),
    ("workspaces/011-connections-list.json", "connections are not listed"),
];

/// The recordings that answer an operation; there is at least one.
pub(super) fn of(recordings: &[Recording], operation: Operation) -> Vec<&Recording> {
    let found: Vec<_> =
        recordings.iter().filter(|recording| operation_of(recording) == Some(operation)).collect();
    assert!(!found.is_empty(), "no recording of {operation:?}");
    found
}

/// The operation that a recording answers, by its request.
fn operation_of(recording: &Recording) -> Option<Operation> {
    if SET_ASIDE.iter().any(|(file, _)| *file == recording.file) {
        return None;
    }
    let path = recording.url.path().to_ascii_lowercase();
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let from_end = |index: usize| segments.iter().rev().nth(index).copied().unwrap_or_default();
    let is_thing = |kind: &str| from_end(0) == kind || from_end(1) == kind;
    let is_operation = ["mfeoperation", "operationsstatus"].iter().any(|word| from_end(1).contains(word));
    let of_endpoint = from_end(2) == "onlineendpoints";
    let host = recording.url.host_str().unwrap_or_default();
    Some(match () {
        () if host == "login.microsoftonline.com" => Operation::SignIn,
        () if is_operation && host == "management.azure.com" && !recording.file.starts_with("errors/") => {
            Operation::Look
        }
        () if recording.status >= 400 => Operation::Refusal,
        () if recording.status == 202 => Operation::Accepted,
        () if recording.body.get("nextLink").is_some() => Operation::Page,
        () if host == "graph.microsoft.com" => Operation::Principals,
        () if is_thing("subscriptions") => Operation::Subscriptions,
        () if is_thing("roleassignments") => Operation::Assignments,
        () if is_thing("roledefinitions") => Operation::Definitions,
        () if is_thing("permissions") => Operation::Permissions,
        () if is_thing("onlineendpoints") => Operation::Endpoints,
        () if is_thing("workspaces") => Operation::Workspaces,
        () if of_endpoint && from_end(0) == "listkeys" => Operation::KeyPair,
        () if of_endpoint && from_end(0) == "token" => Operation::Token,
        () => return None,
    })
}

#[test]
fn every_recording_is_looked_at_or_set_aside_with_a_reason() {
    let Some(data) = azure_data("every_recording_is_looked_at_or_set_aside_with_a_reason") else { return };
    let recordings = Recording::read_all(&data).unwrap();
    let forgotten: Vec<&str> = recordings
        .iter()
        .filter(|recording| operation_of(recording).is_none())
        .map(|recording| recording.file.as_str())
        .collect();
    assert_eq!(forgotten, SET_ASIDE.map(|(file, _)| file));
}

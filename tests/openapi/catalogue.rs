//! Which operation a request is.

use std::collections::BTreeMap;

use latchkey_tests::openapi::Template;

const SUBSCRIPTION: &str = "/subscriptions/2b5e0f0a-0000-4000-8000-000000000001";

#[test]
fn a_hole_takes_one_segment_unless_it_is_wide() {
    let check = |template: &str, path: &str, expected: Option<&[(&str, &str)]>| {
        let template = Template::parse(template, |name| name == "scope" || name == "parent");
        let expected = expected.map(|pairs| {
            let owned = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
            owned.collect::<BTreeMap<_, _>>()
        });
        assert_eq!(template.captures(path), expected, "{path}");
    };
    check("/a/{one}/b", "/A/x%20y/B", Some(&[("one", "x y")]));
    check("/a/{one}/b", "/a//x/b/", Some(&[("one", "x")]));
    check("/a/{one}/b", "/a/x/y/b", None);
    check("/a/{one}/b", "/a/b", None);
    check("/{scope}/p/{one}", "/s/1/p/2", Some(&[("scope", "s/1"), ("one", "2")]));
    check("/{scope}/p/{one}", "/p/2", Some(&[("scope", ""), ("one", "2")]));
    check("/a/{parent}/{one}/c", "/a//x/c", Some(&[("parent", ""), ("one", "x")]));
    check("/a/{parent}/{one}/c", "/a/1/2/x/c", Some(&[("parent", "1/2"), ("one", "x")]));
    check("/{one}?disambiguation", "/a+b", Some(&[("one", "a+b")]));
}

#[test]
fn filled_holes_are_encoded_and_an_empty_one_doubles_the_slash() {
    let template = Template::parse("/a/{parent}/{one}", |name| name == "parent");
    let fill = |parent: &str, one: &str| {
        let value = |name: &str| Some(if name == "one" { one } else { parent }.to_owned());
        template.fill(value).unwrap()
    };
    assert_eq!(fill("/b/c", "d e/f"), "/a/b/c/d%20e%2Ff");
    assert_eq!(fill("", "d"), "/a//d");
    assert_eq!(template.fill(|name| (name == "one").then(String::new)), Err("parent".to_owned()));
}

#[test]
fn requests_are_found_whatever_their_spelling() {
    let Some(catalogue) = crate::catalogue("requests_are_found_whatever_their_spelling") else { return };
    let ml = format!("{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.MachineLearningServices");
    let check = |method: &str, path: &str, version: Option<&str>, expected: Option<(&str, &str)>| {
        let found = catalogue.find(method, path, version);
        let found = found.map(|operation| (operation.id(), operation.document().version.as_str()));
        assert_eq!(found, expected, "{method} {path}");
    };
    let workspace = format!("{ml}/workspaces/w");
    check("GET", &workspace, Some("2024-10-01"), Some(("Workspaces_Get", "2024-10-01")));
    check("get", &workspace.to_uppercase(), Some("2021-04-01"), Some(("Workspaces_Get", "2021-04-01")));
    check("GET", &workspace, Some("2099-01-01"), Some(("Workspaces_Get", "2024-10-01")));
    check("GET", &workspace, None, Some(("Workspaces_Get", "2024-10-01")));
    check("POST", &workspace, None, None);
    check("GET", "/nothing/of/the/kind", None, None);
    let roles = "providers/Microsoft.Authorization";
    let v2022 = |id| Some((id, "2022-04-01"));
    check(
        "GET",
        &format!("{SUBSCRIPTION}/{roles}/roleAssignments"),
        None,
        v2022("RoleAssignments_ListForSubscription"),
    );
    check(
        "GET",
        &format!("{workspace}/{roles}/roleAssignments"),
        None,
        v2022("RoleAssignments_ListForResource"),
    );
    check("GET", &format!("/{roles}/roleAssignments"), None, v2022("RoleAssignments_ListForScope"));
    check("DELETE", &format!("{workspace}/{roles}/roleAssignments/x"), None, v2022("RoleAssignments_Delete"));
    check(
        "GET",
        &format!("{ml}//workspaces/w/{roles}/permissions"),
        None,
        v2022("Permissions_ListForResource"),
    );
    let model_management = format!("/ml/westeurope/modelmanagement/v1.0{workspace}");
    let dataplane = |id| Some((id, "2019-09-30"));
    check(
        "POST",
        &format!("{model_management}/services/s/regenerateKeys"),
        None,
        dataplane("Services_RegenerateServiceKeys"),
    );
    check("GET", &format!("{model_management}/services"), None, dataplane("Services_ListQuery"));
    check("GET", "/secrets/name/", None, None);
    check("GET", "/secrets/name/version", Some("7.4"), Some(("GetSecret", "7.4")));
}

#[test]
fn every_operation_is_there_once_and_has_a_row() {
    let Some(catalogue) = crate::catalogue("every_operation_is_there_once_and_has_a_row") else { return };
    let mut rows = catalogue.rows();
    assert!(rows.len() >= 150, "only {} operations", rows.len());
    let all = rows.len();
    rows.sort();
    rows.dedup();
    assert_eq!(rows.len(), all);
    assert!(rows.iter().all(|row| !row.operation.is_empty() && row.path.starts_with('/')));
    let of = |area: &str| rows.iter().filter(|row| row.file.starts_with(area)).count();
    assert!(of("keyvault/") >= 12 && of("authorization/") >= 27 && of("machinelearning/") >= 55);
}

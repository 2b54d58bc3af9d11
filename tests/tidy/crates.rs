//! Who may know whom.

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Layers from the bottom up: a crate may use what its line names, and nothing else of the house.
const MAY_USE: &[(&str, &[&str])] = &[
    ("latchkey-types", &[]),
    ("latchkey-words", &[]),
    ("latchkey-fuzz", &[]),
    ("latchkey-files", &[]),
    ("latchkey-peer", &[]),
    ("latchkey-testing", &[]),
    ("latchkey-http", &["types"]),
    ("latchkey-rbac", &["types"]),
    ("latchkey-kql", &["types"]),
    ("latchkey-vault", &["types", "files"]),
    ("latchkey-identity", &["types", "files", "peer", "http", "vault"]),
    ("latchkey-azure", &["types", "http", "rbac"]),
    ("latchkey-app", &["types", "files", "peer", "http", "rbac", "vault", "identity", "azure", "words"]),
    ("latchkey-democloud", &["types", "files", "peer", "rbac", "kql"]),
    ("latchkey-cli", &["types", "files", "peer", "http", "vault", "identity", "app", "words"]),
    (
        "latchkey-desktop",
        &["types", "files", "peer", "http", "vault", "identity", "app", "democloud", "words"],
    ),
    ("xtask", &[]),
];

#[test]
fn arrows_between_crates_never_turn_back() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    for package in &metadata.packages {
        let name = package.name.as_str();
        if name == "latchkey-tests" {
            continue;
        }
        let allowed = MAY_USE.iter().find(|(crate_name, _)| *crate_name == name);
        let (_, allowed) =
            allowed.unwrap_or_else(|| panic!("{name} has no place in the house yet: add it to the table"));
        for dependency in package.dependencies.iter().filter(|one| one.kind != DependencyKind::Development) {
            let Some(used) = dependency.name.strip_prefix("latchkey-") else { continue };
            assert!(allowed.contains(&used), "{name} must not use latchkey-{used}");
        }
    }
}

#[test]
fn nothing_below_the_shell_knows_the_window_library() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    for package in metadata.packages.iter().filter(|package| package.name.as_str() != "latchkey-desktop") {
        for dependency in &package.dependencies {
            assert!(
                !dependency.name.starts_with("tauri"),
                "{} must not use {}",
                package.name,
                dependency.name
            );
        }
    }
}

#[test]
fn only_one_crate_builds_http_clients() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let users: Vec<&str> = metadata
        .packages
        .iter()
        .filter(|package| package.name.as_str() != "latchkey-tests")
        .filter(|package| {
            let uses = |one: &cargo_metadata::Dependency| {
                one.name == "reqwest" && one.kind != DependencyKind::Development
            };
            package.dependencies.iter().any(uses)
        })
        .map(|package| package.name.as_str())
        .collect();
    assert_eq!(users, ["latchkey-http"]);
}

#[test]
fn each_dependency_says_what_it_saves() {
    let manifest = crate::read("Cargo.toml");
    let section = manifest
        .split("[workspace.dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[workspace.lints")
        .next()
        .unwrap();
    for line in section.lines().filter(|line| line.contains('=') && !line.starts_with("latchkey-")) {
        assert!(line.contains("} # ") || line.contains("# "), "no reason beside {line}");
    }
}

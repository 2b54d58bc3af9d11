//! Packages from registries are pinned by version and digest.

use serde_json::Value;

use crate::{files, read};

#[test]
fn every_package_of_npm_is_held_to_its_content_and_no_lock_file_names_an_address() {
    let locks = files(".", &["package-lock.json"]);
    assert!(locks.len() > 1, "{locks:?}");
    for path in locks {
        let text = std::fs::read_to_string(&path).unwrap();
        let lock: Value = serde_json::from_str(&text).unwrap();
        let packages = lock["packages"].as_object().unwrap();
        // The first one is the project itself.
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            let integrity = package["integrity"].as_str().unwrap_or_default();
            assert!(integrity.starts_with("sha512-"), "{}: {name} has no integrity", path.display());
            assert!(package.get("resolved").is_none(), "{}: {name} has an address", path.display());
        }
        assert!(!text.contains("registry"), "{} names a registry", path.display());
        let settings = std::fs::read_to_string(path.with_file_name(".npmrc")).unwrap();
        for setting in ["omit-lockfile-registry-resolved=true", "ignore-scripts=true"] {
            assert!(settings.lines().any(|line| line == setting), "{} lacks {setting}", path.display());
        }
    }
}

#[test]
fn every_package_of_python_is_pinned_and_held_to_its_content() {
    let mut pinned = Vec::new();
    for path in files("tests/conformance", &[".txt"]) {
        let name = path.file_name().unwrap().to_string_lossy();
        if !name.starts_with("requirements") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap().replace("\\\n", " ");
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let requirement = line.split([' ', ';']).next().unwrap();
            assert!(requirement.contains("=="), "{name}: {requirement} is not pinned");
            assert!(line.contains(" --hash=sha256:"), "{name}: {requirement} has no hash");
            assert!(!line.contains("://"), "{name}: {requirement} comes from an address");
            pinned.push(requirement.to_lowercase());
        }
    }
    for line in read("tests/conformance/requirements.in").lines().filter(|line| line.contains("==")) {
        let wanted = line.split(' ').next().unwrap().to_lowercase();
        assert!(pinned.contains(&wanted), "requirements.txt is not made of requirements.in: {wanted}");
    }
}

#[test]
fn every_crate_is_held_to_its_content() {
    for package in read("Cargo.lock").split("[[package]]").skip(1) {
        let is_ours = !package.contains("\nsource = ");
        assert!(is_ours || package.contains("\nchecksum = "), "no checksum:{package}");
    }
}

#[test]
fn cargo_takes_the_versions_of_the_lock_file() {
    assert!(read(".cargo/config.toml").contains("xtask = \"run --quiet --locked "));
    let mut installs = 0;
    for path in files(".", &[".md", ".yml"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        // Without it, `cargo install` and what builds a release take the newest versions that fit.
        let needs = |line: &&str| line.contains("cargo install ") || line.contains("cargo build --release");
        for line in text.lines().filter(needs) {
            installs += 1;
            assert!(
                line.matches("--locked").count() >= line.matches("cargo ").count(),
                "{}: {line}",
                path.display()
            );
        }
    }
    assert!(installs > 0, "no page says how to install");
}

#[test]
fn each_exception_has_a_date_and_a_reason() {
    let settings = read("deny.toml");
    let lines: Vec<&str> = settings.lines().map(str::trim).collect();
    let (mut exceptions, mut in_a_list) = (0, false);
    for (at, line) in lines.iter().enumerate() {
        let begins = ["exceptions = [", "skip = [", "skip-tree = [", "ignore = ["].contains(line);
        in_a_list = (in_a_list || begins) && *line != "]";
        let is_switch = line.ends_with("= \"allow\"") || line.ends_with("= \"workspace\"");
        let allows = line.starts_with("allow-") || is_switch;
        if allows || (in_a_list && !begins && !line.starts_with('#')) {
            exceptions += 1;
            let mut comments = lines[..at].iter().rev().take_while(|line| line.starts_with('#'));
            assert!(comments.any(|line| is_dated(line)), "deny.toml:{}: no date and reason: {line}", at + 1);
        }
    }
    assert!(exceptions > 5, "only {exceptions} exceptions were found");
}

/// Whether a comment begins as `# 2026-11-30: because`.
fn is_dated(comment: &str) -> bool {
    let parts = comment.strip_prefix("# ").and_then(|text| text.split_once(": "));
    parts.is_some_and(|(date, reason)| date.parse::<jiff::civil::Date>().is_ok() && !reason.is_empty())
}

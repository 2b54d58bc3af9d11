//! Promises that the sources keep.

use crate::{files, read};

#[test]
fn the_page_has_no_frame_and_no_inline_script() {
    let page = read("ui/index.html");
    assert!(!page.contains("<iframe") && !page.contains("http"));
    for script in page.split("<script").skip(1) {
        assert!(script.split('>').next().unwrap().contains("src="), "an inline script");
    }
    for path in files("ui/src", &[".ts", ".tsx"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        for forbidden in [
            "<iframe",
            "dangerouslySetInnerHTML",
            "eval(",
            "new Function(",
            "localStorage",
            "sessionStorage",
            "indexedDB",
        ] {
            assert!(!text.contains(forbidden), "{} uses {forbidden}", path.display());
        }
    }
}

#[test]
fn no_flow_without_a_browser_or_with_a_password_is_written() {
    for path in files("crates/identity/src", &[".rs"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        for forbidden in [
            "grant_type=password",
            "\"password\"",
            "ResourceOwnerPassword",
            "response_type=token",
            "new_implicit",
            "use_implicit_flow",
            "exchange_password",
        ] {
            assert!(!text.contains(forbidden), "{} uses {forbidden}", path.display());
        }
    }
}

#[test]
fn no_setting_switches_certificates_off() {
    for path in files("crates", &[".rs"]).into_iter().chain(files("src-tauri/src", &[".rs"])) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("danger_accept_invalid"), "{} accepts any certificate", path.display());
    }
}

#[test]
fn the_promises_that_are_claimed_have_tests() {
    let security = read(".github/SECURITY.md");
    let sources: String = files("crates", &[".rs"])
        .into_iter()
        .chain(files("tests", &[".rs"]))
        .chain(files("src-tauri/src", &[".rs"]))
        .chain(files("ui/test", &[".ts", ".tsx"]))
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect();
    let kept = security.split("## Open").next().unwrap();
    let mut named = 0;
    for row in kept.lines().filter(|line| line.starts_with("| S")) {
        let before = named;
        let tests = row.trim_end_matches(['|', ' ']).rsplit('|').next().unwrap();
        for test in tests.split('`').skip(1).step_by(2) {
            named += 1;
            let is_there =
                sources.contains(&format!("fn {test}(")) || sources.contains(&format!("struct {test};"));
            assert!(is_there, "SECURITY.md names {test}, which does not exist");
        }
        assert!(named > before, "no test beside the promise {row}");
    }
    assert!(named > 20, "SECURITY.md names only {named} tests");
}

#[test]
fn every_promise_is_either_kept_or_open() {
    let security = read(".github/SECURITY.md");
    let missing: Vec<u32> =
        (1..=39).filter(|number| !security.contains(&format!("\n| S{number} | "))).collect();
    assert!(missing.is_empty(), "SECURITY.md says nothing of {missing:?}");
}

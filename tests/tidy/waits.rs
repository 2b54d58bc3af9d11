//! Tests end: they wait with a limit. And none is set aside without being counted.

use std::path::Path;

use crate::{files, read, root};

/// Calls that wait without a limit. Each is written in two parts, so that this file does not contain it.
const ENDLESS: [&str; 3] =
    [concat!("wait_with", "_output()"), concat!("read", "_line("), concat!(".chan", "ged()")];
const GIVES_WAY: &str = concat!("yield_now", "().await");

/// The line where the tests begin. The program itself may wait for its user without a limit.
fn tests_begin(path: &Path, lines: &[&str]) -> usize {
    let mut parts = path.strip_prefix(root()).unwrap().components();
    if parts.any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs") {
        return 0;
    }
    lines.iter().position(|line| line.starts_with("#[cfg(test)]")).unwrap_or(lines.len())
}

#[test]
fn nothing_is_waited_for_without_a_limit() {
    for path in files(".", &[".rs"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().skip(tests_begin(&path, &lines)) {
            let repeats = ["while ", "loop {"].iter().any(|word| block_of(&lines, at).starts_with(word));
            let waits =
                ENDLESS.iter().any(|call| line.contains(call)) || (line.contains(GIVES_WAY) && repeats);
            let near = &lines[at.saturating_sub(10)..lines.len().min(at + 12)];
            let has_limit = near.iter().any(|line| line.contains("soon") || line.contains("LIMIT"));
            assert!(!waits || has_limit, "{}:{} waits without a limit: {line}", path.display(), at + 1);
        }
    }
}

/// The line that begins the block in which a line stands.
fn block_of<'a>(lines: &[&'a str], at: usize) -> &'a str {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let above = lines[..at].iter().rev().filter(|line| !line.trim().is_empty());
    above.into_iter().find(|line| depth(line) < depth(lines[at])).map_or("", |line| line.trim_start())
}

#[test]
fn no_test_is_set_aside() {
    let check = |folder: &str, endings: &[&str], words: &[String]| {
        for path in files(folder, endings) {
            let text = std::fs::read_to_string(&path).unwrap();
            for word in words {
                assert!(!text.contains(word), "{} sets a test aside: {word}", path.display());
            }
        }
    };
    check(".", &[".rs"], &["#[ign".to_owned() + "ore"]);
    let words = ["skip", "only", "todo", "fails", "skipIf", "runIf"].map(|word| format!(".{word}("));
    check("ui/test", &[".ts", ".tsx"], &words);
    // The suite counts its one skip and prints the reason. A mark would hide the reason.
    check(
        "tests/conformance",
        &[".py"],
        &["mark.skip".to_owned(), "mark.xfail".to_owned(), "pytest.xfail".to_owned()],
    );
}

#[test]
fn no_test_of_the_window_is_tried_twice() {
    assert!(!read("ui/vite.config.ts").contains("retry"), "a test that passes the second time is a fault");
    for path in files("ui/test", &[".ts", ".tsx"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("retry:"), "{} tries a test twice", path.display());
    }
}

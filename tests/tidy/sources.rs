//! What source files may look like.

use crate::{files, root};

const LONGEST_RUST: usize = 400;
/// The facade forwards each command once, and stands in one file so that it gets no rules of its own. The reasons are one
/// closed list, which says a line or two about each.
const WHOLE: [&str; 2] = ["crates/app/src/app.rs", "crates/app/src/error/reason.rs"];
const LONGEST_TYPESCRIPT: usize = 250;
/// Written in two parts, so that this line is not one.
const CALL: &str = concat!(".expose", "()");

#[test]
fn each_reading_of_a_secret_says_why_it_is_safe() {
    for path in files(".", &[".rs"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let is_call = line.contains(CALL) && !line.trim_start().starts_with("//");
            let is_explained =
                lines[at.saturating_sub(8)..=at].iter().any(|above| above.contains("// EXPOSE:"));
            assert!(
                !is_call || is_explained,
                "{}:{} reads a secret without an `EXPOSE:` line above",
                path.display(),
                at + 1
            );
        }
    }
}

#[test]
fn no_file_holds_two_subjects_worth_of_lines() {
    let is_whole = |path: &std::path::PathBuf| WHOLE.iter().any(|whole| path.ends_with(whole));
    let check = |endings: &[&str], longest: usize| {
        for path in files(".", endings).into_iter().filter(|path| !is_whole(path)) {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            assert!(lines <= longest, "{} has {lines} lines; {longest} is the most", path.display());
        }
    };
    check(&[".rs"], LONGEST_RUST);
    check(&[".ts", ".tsx"], LONGEST_TYPESCRIPT);
}

#[test]
fn each_rust_file_says_what_it_is_for() {
    for path in files(".", &[".rs"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//!"), "{} opens without a word about itself", path.display());
        assert!(!path.ends_with("mod.rs"), "{}: modules are `name.rs` beside `name/`", path.display());
    }
}

#[test]
fn nothing_is_left_for_later() {
    let words = ["TO".to_owned() + "DO", "FIX".to_owned() + "ME", "unimplemented".to_owned() + "!("];
    for path in files(".", &[".rs", ".ts", ".tsx"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        for word in &words {
            assert!(!text.contains(word), "{} leaves something for later: {word}", path.display());
        }
    }
}

#[test]
fn the_readme_names_the_commands_that_exist() {
    let readme = crate::read("README.md");
    for command in ["cargo xtask run", "cargo xtask test", "cargo xtask tour"] {
        assert!(readme.contains(command), "README.md does not name `{command}`");
    }
    assert!(root().join(".ci/run").exists());
    assert!(crate::read(".ci/run").contains("cargo xtask test"));
}

#[test]
fn the_app_is_a_facade_in_one_file() {
    for path in files("crates/app/src", &[".rs"]) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            path.ends_with(WHOLE[0]) || !text.contains("impl App "),
            "{} has an impl App",
            path.display()
        );
    }
}

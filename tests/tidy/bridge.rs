//! The bridge between window and Rust: one list of commands, told five times, always the same.

use std::{collections::BTreeSet, process::Command};

use crate::{files, read, root};

/// The commands as the build declares them.
pub(crate) fn declared() -> BTreeSet<String> {
    quoted(&read("src-tauri/build.rs"))
}

fn quoted(text: &str) -> BTreeSet<String> {
    let is_name = |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    text.split('"').skip(1).step_by(2).filter(is_name).map(str::to_owned).collect()
}

#[test]
fn the_handler_serves_what_is_declared() {
    let source = read("src-tauri/src/commands.rs");
    let list = source.split("generate_handler![").nth(1).unwrap().split(']').next().unwrap();
    let served: BTreeSet<String> =
        list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    assert_eq!(served, declared());
}

#[test]
fn the_ui_has_one_function_for_each_command() {
    let called = quoted(&read("ui/src/ipc/commands.ts"));
    let missing: Vec<_> = declared().difference(&called).cloned().collect();
    assert!(missing.is_empty(), "commands.ts does not call {missing:?}");
    let unknown: Vec<_> = called.difference(&declared()).filter(|name| name.contains('_')).cloned().collect();
    assert!(unknown.is_empty(), "commands.ts calls {unknown:?}, which do not exist");
}

#[test]
fn only_the_ipc_folder_talks_to_the_shell() {
    for path in files("ui/src", &[".ts", ".tsx"]) {
        let is_ipc = path.starts_with(root().join("ui/src/ipc"));
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(is_ipc || !text.contains("@tauri-apps"), "{} talks to the shell itself", path.display());
    }
}

#[test]
fn the_bindings_are_those_of_the_views() {
    let fresh = tempfile::tempdir().unwrap();
    let status = Command::new(env!("CARGO"))
        // Of the whole workspace, so that nothing is built anew with other features.
        .args(["test", "--quiet", "--locked", "--workspace", "--lib", "export_bindings"])
        .env("TS_RS_EXPORT_DIR", fresh.path())
        .current_dir(root())
        .output()
        .unwrap();
    assert!(status.status.success(), "{}", String::from_utf8_lossy(&status.stderr));
    let contents = |folder: &std::path::Path| {
        let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| {
                (
                    path.file_name().unwrap().to_string_lossy().into_owned(),
                    std::fs::read_to_string(path).unwrap(),
                )
            })
            .collect();
        files.sort();
        files
    };
    let kept = contents(&root().join("ui/src/ipc/bindings"));
    assert!(
        kept == contents(fresh.path()),
        "ui/src/ipc/bindings is stale: run `cargo test -p latchkey-app` and commit it"
    );
}

#[test]
fn each_command_calls_the_method_of_its_name_and_answers_by_the_one_writer() {
    let source = read("src-tauri/src/commands.rs");
    for name in declared() {
        let after =
            source.split(&format!("fn {name}(")).nth(1).unwrap_or_else(|| panic!("{name} is not there"));
        let whole = after.split("#[tauri::command").next().unwrap();
        let (head, body) = whole.split_once(" {\n").unwrap();
        let calls: Vec<&str> =
            body.split("app.").skip(1).map(|call| call.split('(').next().unwrap()).collect();
        assert_eq!(calls, [name.as_str()], "{name}");
        let result = head.split("->").nth(1).unwrap_or_default();
        let is_written = ["Result<", "Shown<"].iter().any(|by| result.trim_start().starts_with(by));
        assert!(result.is_empty() || is_written || name == "reveal_key", "{name} answers {result}");
    }
}

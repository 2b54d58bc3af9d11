//! The bridge between window and Rust: the list of commands stands in one file, and everything else is made from it.

use std::{collections::BTreeSet, process::Command};

use crate::{files, read, root};

/// The commands as the one list has them.
pub(crate) fn declared() -> BTreeSet<String> {
    let text = read("src-tauri/src/command_list.rs");
    let list = text.split("$callback! {").nth(1).unwrap().split('}').next().unwrap();
    list.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[test]
fn the_commands_are_listed_once() {
    // Files that are made from the list name all commands too; they are not written by hand.
    let is_made = |path: &std::path::Path| {
        ["src-tauri/src/command_list.rs", "src-tauri/src/commands.rs", "ui/src/ipc/bindings/commandNames.ts"]
            .iter()
            .any(|file| path.ends_with(file))
    };
    let names = declared();
    let sources = ["src-tauri/src", "ui/src", "crates/app/src"];
    for path in sources.iter().flat_map(|folder| files(folder, &[".rs", ".ts", ".tsx"])) {
        let text = std::fs::read_to_string(&path).unwrap();
        let quoted: BTreeSet<&str> = text.split('"').skip(1).step_by(2).collect();
        let listed = names.iter().filter(|name| quoted.contains(name.as_str())).count();
        assert!(is_made(&path) || listed < 5, "{} lists {listed} commands once more", path.display());
    }
    let capability = read("src-tauri/capabilities/main.json");
    for name in &names {
        let permission = format!("\"allow-{}\"", name.replace('_', "-"));
        assert!(
            capability.contains(&permission),
            "{name} is not granted: build the shell and commit what it wrote"
        );
    }
    let granted = capability.matches("\"allow-").count();
    assert_eq!(granted, names.len(), "the capability grants what is no command");
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
        "ui/src/ipc/bindings is stale: run `cargo test --workspace --lib export_bindings` and commit it"
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

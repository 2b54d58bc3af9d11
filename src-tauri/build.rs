//! Makes the permission of each command, and grants them to the one window. All of it follows from the list of commands,
//! so that none is open to a window without being on it.

use std::fs;

#[macro_use]
#[path = "src/command_list.rs"]
mod command_list;

macro_rules! names {
    ($($name:ident),* $(,)?) => { &[$(stringify!($name)),*] };
}

const COMMANDS: &[&str] = for_each_command!(names);

/// What the window may do besides: hear what changed.
const EVENTS: &[&str] = &["core:event:allow-listen", "core:event:allow-unlisten"];

fn main() {
    println!("cargo::rerun-if-changed=src/command_list.rs");
    write_capability();
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes).expect("the configuration and the capabilities are valid");
}

/// Writes `capabilities/main.json`, unless it is as it should be.
fn write_capability() {
    const PATH: &str = "capabilities/main.json";
    let granted = COMMANDS.iter().map(|name| format!("allow-{}", name.replace('_', "-")));
    let granted = EVENTS.iter().map(ToString::to_string).chain(granted);
    let granted: Vec<String> = granted.map(|name| format!("    \"{name}\"")).collect();
    let text = format!(
        r#"{{
  "$schema": "../gen/schemas/desktop-schema.json",
  "identifier": "main",
  "description": "What the one window may do. Each command is granted by name; a window without this file may do nothing.",
  "windows": [
    "main"
  ],
  "permissions": [
{}
  ]
}}
"#,
        granted.join(",\n")
    );
    if fs::read_to_string(PATH).ok().as_ref() != Some(&text) {
        fs::write(PATH, text).expect("the folder of the sources can be written");
    }
}

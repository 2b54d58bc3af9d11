//! Makes a function for each message of the catalogue. A message that is missing or called wrongly then fails the build.

#![expect(clippy::disallowed_methods, reason = "a build script learns from the environment where to write")]

use std::{env, fs, path::Path};

#[path = "src/catalogue.rs"]
mod catalogue;
#[path = "src/generate.rs"]
mod generate;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=src/catalogue.rs");
    println!("cargo::rerun-if-changed=src/generate.rs");
    let folder = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let locales =
        catalogue::read(&Path::new(&folder).join("locales")).unwrap_or_else(|error| panic!("{error}"));
    let out = env::var("OUT_DIR").expect("cargo sets it");
    for (file, has_window) in [("messages.rs", false), ("all_messages.rs", true)] {
        fs::write(Path::new(&out).join(file), generate::rust(&locales, has_window))
            .expect("OUT_DIR can be written");
    }
}

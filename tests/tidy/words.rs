//! Sentences for people stand in the catalogue, `crates/words/locales`, and nowhere else; each message is used.
//!
//! A *sentence for people* is text in a source that a person reads in the window, in the terminal, in a notification or
//! on a page of Latchkey. The rule takes a text for one
//!
//! - in Rust, if it is a string literal in which two words follow each other, or one word that opens with a capital
//!   (a label) in a crate that may use the catalogue;
//! - in TypeScript, if it is a string, a template or text between tags that opens with a capital and has two words, or
//!   that has four words in any case.
//!
//! A word is two or more letters. These are no sentences for people:
//!
//! - in Rust, what is in an attribute such as `#[error]` or a comment, in `expect` and the macros that panic, in a
//!   message of a log, in an `impl` of `Display`, `Debug` or `Error` (they are for logs), and in tests;
//! - in TypeScript, what an `Error` is thrown with, and in tests;
//! - the crates of [`LEFT_OUT`]: `words` itself, `democloud` (it imitates Azure; its own pages have one file, `entra/page/texts.rs`), `kql` (it is
//!   the demo cloud's), and those for developers;
//! - what [`EXCEPTED`] names: text that a program reads.

mod rust;
mod typescript;

use std::{collections::BTreeSet, path::Path};

use crate::{files, read, root};

/// The crates whose texts people read, and whether they may use the catalogue.
const SOURCES: &[(&str, bool)] = &[
    ("crates/app/src", true),
    ("crates/azure/src", false),
    ("crates/cli/src", true),
    ("crates/files/src", false),
    ("crates/http/src", false),
    ("crates/identity/src", false),
    ("crates/peer/src", false),
    ("crates/rbac/src", false),
    ("crates/types/src", false),
    ("crates/vault/src", false),
    ("src-tauri/src", true),
];

/// The crates that have no texts of Latchkey.
const LEFT_OUT: &[&str] = &["democloud", "fuzz", "kql", "testing", "words", "xtask"];

/// Texts that are no sentences for people: a file or folder, how the text begins (empty for all of them), and why.
const EXCEPTED: &[(&str, &str, &str)] = &[
    ("crates/app/src/services/snippets/code.rs", "", "shells and Python read it"),
    ("crates/app/src/services/snippets/library.rs", "", "a shell and Python read it"),
    ("crates/azure/src/error/missing_action.rs", "", "parts of Azure's own messages, to read them"),
    ("crates/cli/src/commands/secrets.rs", "Bearer", "a script puts it into a header"),
    ("crates/identity/src/client_certificate/read.rs", "", "titles of PEM files"),
    ("crates/identity/src/dialect.rs", "login consent", "a parameter of OpenID Connect"),
    ("crates/identity/src/entra_error.rs", "", "parts of Entra's own messages, to read them"),
    ("crates/identity/src/flows/azure_cli.rs", "az login ", "a command that the person copies"),
    ("crates/identity/src/flows/azure_cli/output.rs", "", "parts of az's own messages, to read them"),
    ("crates/identity/src/flows/managed_identity.rs", "", "parts of Azure's own messages, to read them"),
    ("crates/identity/src/loopback/pages.rs", "default-src ", "a header of HTTP"),
    ("crates/identity/src/loopback/serve.rs", "GET, POST", "a header of HTTP"),
    ("crates/identity/src/renewal_credential/managed_identity.rs", "", "names of Azure's services"),
    (
        "crates/rbac/src/condition/",
        "",
        "only the demo cloud shows what is wrong with a condition, to who writes a seed",
    ),
    ("crates/types/src/cloud.rs", "Azure ", "names of clouds"),
    ("crates/vault/src/disk.rs", "", "for logs"),
    ("crates/vault/src/keychain.rs", "", "names of the systems' secret stores"),
    ("crates/vault/src/keychain/memory.rs", "", "for tests"),
    ("src-tauri/src/window.rs", "Latchkey", "the name of the program"),
    ("ui/src/styles/fonts.ts", "'", "names of fonts"),
];

/// A text that may be for people.
struct Text {
    line: usize,
    content: String,
}

#[test]
fn sentences_for_people_stand_in_the_catalogue() {
    let mut found = Vec::new();
    let mut unused: BTreeSet<(&str, &str)> = EXCEPTED.iter().map(|(file, text, _)| (*file, *text)).collect();
    let mut check = |place: String, texts: Vec<Text>, is_sentence: &dyn Fn(&str) -> bool| {
        for Text { line, content } in texts {
            if !is_sentence(&content) {
                continue;
            }
            let exception =
                EXCEPTED.iter().find(|(file, text, _)| place.starts_with(file) && content.starts_with(text));
            match exception {
                Some((file, text, _)) => drop(unused.remove(&(*file, *text))),
                None => found.push(format!("{place}:{line}: {content}")),
            }
        }
    };
    for (folder, may_use_catalogue) in SOURCES {
        for path in files(folder, &[".rs"]).into_iter().filter(|path| !is_for_tests(path)) {
            let place = path.strip_prefix(root()).unwrap().display().to_string();
            let texts = rust::texts(&std::fs::read_to_string(&path).unwrap());
            check(place, texts, &|text| rust::is_sentence(text, *may_use_catalogue));
        }
    }
    for path in files("ui/src", &[".ts", ".tsx"]) {
        let place = path.strip_prefix(root()).unwrap().display().to_string();
        let texts = typescript::texts(&std::fs::read_to_string(&path).unwrap());
        check(place, texts, &typescript::is_sentence);
    }
    assert!(found.is_empty(), "{} texts are not in the catalogue:\n{}", found.len(), found.join("\n"));
    assert!(unused.is_empty(), "exceptions that nothing needs: {unused:?}");
}

#[test]
fn each_crate_is_looked_at_or_left_out_for_a_reason() {
    let folders = std::fs::read_dir(root().join("crates")).unwrap();
    for folder in folders {
        let name = folder.unwrap().file_name().into_string().unwrap();
        let is_looked_at = SOURCES.iter().any(|(folder, _)| *folder == format!("crates/{name}/src"));
        assert_ne!(is_looked_at, LEFT_OUT.contains(&name.as_str()), "{name}");
    }
}

#[test]
fn each_message_is_used() {
    let sources = |folders: &[&str], endings: &[&str]| -> String {
        let paths = folders.iter().flat_map(|folder| files(folder, endings));
        paths.map(|path| std::fs::read_to_string(path).unwrap()).collect()
    };
    let rust = sources(&["crates/app/src", "crates/cli/src", "crates/words/src", "src-tauri/src"], &[".rs"]);
    let window = sources(&["ui/src"], &[".ts", ".tsx"]);
    let is_used_in_rust = |subject: &str, id: &str| {
        let name = id[subject.len() + 1..].replace('-', "_");
        let call = format!("{}::{}", subject.replace('-', "_"), name);
        let raw_call = format!("{}::r#{}", subject.replace('-', "_"), name);
        [call, raw_call].iter().any(|call| {
            rust.match_indices(call.as_str()).any(|(at, _)| {
                let next = rust[at + call.len()..].chars().next();
                !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
            })
        })
    };
    let is_used_in_window = |id: &str| window.contains(&format!("\"{id}\""));
    let mut unused = Vec::new();
    for path in files("crates/words/locales/en", &[".ftl"]) {
        let place = path.strip_prefix(root()).unwrap().display().to_string();
        let audience = path.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let subject = path.file_stem().unwrap().to_string_lossy().into_owned();
        for id in ids(&read(&place)) {
            let is_used = match audience.as_str() {
                "window" => is_used_in_window(&id),
                "shared" => is_used_in_window(&id) && is_used_in_rust(&subject, &id),
                _ => is_used_in_rust(&subject, &id),
            };
            if !is_used {
                unused.push(format!("{place}: {id}"));
            }
        }
    }
    assert!(unused.is_empty(), "{} messages are not used:\n{}", unused.len(), unused.join("\n"));
}

/// Modules with these names are compiled for tests only.
fn is_for_tests(path: &Path) -> bool {
    path.with_extension("").iter().any(|part| part == "tests" || part == "fuzz" || part == "fixtures")
}

/// The ids of the messages of a file.
fn ids(text: &str) -> Vec<String> {
    let names = text.lines().filter_map(|line| line.split_once(" ="));
    names.map(|(id, _)| id).filter(|id| !id.contains([' ', '#'])).map(str::to_owned).collect()
}

/// The words of a text; each has two or more letters. What is in braces is a value, not a word.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut depth = 0_usize;
    for part in text.split_whitespace() {
        let is_value = depth > 0 || part.starts_with('{');
        depth = (depth + part.matches('{').count()).saturating_sub(part.matches('}').count());
        let word = part.trim_matches(|next: char| "“”‘’\"'`()[].,:;!?…".contains(next));
        let is_word =
            word.chars().count() > 1 && word.chars().all(|next| next.is_alphabetic() || "'’-".contains(next));
        words.push(if is_word && !is_value { word.to_owned() } else { String::new() });
    }
    words
}

/// Whether so many words follow each other.
fn has_words(text: &str, count: usize) -> bool {
    words(text).windows(count).any(|some| some.iter().all(|word| !word.is_empty()))
}

fn opens_with_capital(text: &str) -> bool {
    text.trim_start().chars().next().is_some_and(char::is_uppercase)
}

//! The names that the house does not use: words that say nothing, and words that only its builders would know.
//!
//! A name is looked at word by word: `SignInMethod` is *sign*, *in*, *method*. Names of types, functions and modules
//! count; names of tests are sentences and do not.

use crate::{files, root};

/// Words that no name has.
const RULED_OUT: &[&str] = &[
    // They say nothing of what a thing is.
    "manager", "helper", "util", "utils", "common", "misc", "data", "info",
    // OAuth, MSAL and Azure have other words for what these were.
    "means", "errand", "way", "ways", "wish", "deed", "landing", "knock", "stake", "keeper", "shelf",
    "shelved", "taker", "standing",
];

/// Names that others have chosen: OpenID Connect's UserInfo, MSAL's `client_info`, ARM's `systemData` and
/// `additionalInfo`, Azure's data actions, the table of data of every design system, the system's folder of programs' data;
/// and the folder of Azure's reference data.
const GIVEN: &[&str] = &[
    "user_info",
    "client_info",
    "leave_out_system_data",
    "additional_info",
    "allows_data",
    "DataTable",
    "DataTableHeader",
    "DataTableLine",
    "data_folder",
    "azure_data",
    // The associated type of `http_body::Body`.
    "Data",
];

#[test]
fn names_are_words_of_the_field() {
    let mut found = Vec::new();
    for folder in ["crates", "src-tauri/src", "tests"] {
        for path in files(folder, &[".rs"]) {
            let place = path.strip_prefix(root()).unwrap().display().to_string();
            let text = std::fs::read_to_string(&path).unwrap();
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            let names = std::iter::once(stem).chain(declared(&text));
            found.extend(names.filter(|name| is_ruled_out(name)).map(|name| format!("{place}: {name}")));
        }
    }
    for path in files("ui/src", &[".ts", ".tsx"]) {
        let place = path.strip_prefix(root()).unwrap().display().to_string();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        found.extend(is_ruled_out(&stem).then(|| format!("{place}: {stem}")));
    }
    assert!(found.is_empty(), "{} names are not the field's:\n{}", found.len(), found.join("\n"));
}

#[test]
fn a_name_is_looked_at_word_by_word() {
    for bad in ["Means", "WaySelection", "sign_in_way", "token_helper", "MyData", "KeyInfo"] {
        assert!(is_ruled_out(bad), "{bad}");
    }
    for good in ["Always", "SignInMethod", "database", "away", "Informed", "stakeholder"] {
        assert!(!is_ruled_out(good), "{good}");
    }
}

/// The names that a source declares, but for those of its tests.
fn declared(text: &str) -> Vec<String> {
    let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut names = Vec::new();
    let lines: Vec<&str> = before_tests.lines().map(str::trim_start).collect();
    for (at, line) in lines.iter().enumerate() {
        let is_test = at > 0 && lines[at - 1].contains("test]");
        let words: Vec<&str> = line.split_whitespace().collect();
        let kind =
            words.iter().position(|word| ["struct", "enum", "trait", "type", "fn", "mod"].contains(word));
        let is_declaration = kind.is_some_and(|kind| {
            words[..kind].iter().all(|word| {
                word.starts_with("pub") || ["async", "const", "in"].contains(word) || word.ends_with(')')
            })
        });
        if let (Some(kind), true, false) = (kind, is_declaration, is_test)
            && let Some(name) = words.get(kind + 1)
        {
            let end = name.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(name.len());
            names.push(name[..end].to_owned());
        }
    }
    names
}

fn is_ruled_out(name: &str) -> bool {
    !GIVEN.contains(&name) && words(name).iter().any(|word| RULED_OUT.contains(&word.as_str()))
}

/// The words of a name in either case style, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for next in name.chars() {
        if next == '_' || next == '-' || next.is_uppercase() {
            words.push(String::new());
        }
        if next.is_alphanumeric() {
            words.last_mut().unwrap().extend(next.to_lowercase());
        }
    }
    words
}

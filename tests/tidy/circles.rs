//! Modules of one crate form no dependency circles: what two siblings need is below both.
//!
//! A module and what is inside it count as one towards its siblings; a parent and its children may know each other.
//! Tests may know everything.

use std::collections::{BTreeMap, BTreeSet};

use crate::{files, root};

/// Crates whose modules still form circles. Remove a crate from the list once it has none.
const NOT_YET: &[&str] = &["xtask"];

/// A module as the names on the way to it; the crate itself is empty.
type Module = Vec<String>;
/// The dependencies among the children of one module.
type Siblings = BTreeMap<String, BTreeSet<String>>;

#[test]
fn sibling_modules_form_no_circles() {
    for name in crates() {
        let found = circles(&sources(&name));
        if NOT_YET.contains(&name.as_str()) {
            assert!(!found.is_empty(), "{name} has no circles any more: take it out of the list");
        } else {
            assert_eq!(found, Vec::<String>::new(), "modules of {name} form circles");
        }
    }
}

#[test]
fn a_circle_is_found_and_named() {
    let check = |modules: &[(&str, &str)], expected: &[&str]| {
        let modules: BTreeMap<Module, String> =
            modules.iter().map(|(path, text)| (split(path), (*text).to_owned())).collect();
        assert_eq!(circles(&modules), expected, "{modules:?}");
    };
    check(&[("a", "use crate::b::B;"), ("b", "pub struct B;")], &[]);
    check(&[("a", "use crate::b::B;"), ("b", "use crate::a::A;")], &["a, b"]);
    check(
        &[("a", "use crate::{b::{self, B}, c::C};"), ("b", ""), ("c", "fn c() { crate::a::run() }")],
        &["a, c"],
    );
    check(
        &[("a", "use super::b;"), ("b", "use super::c::C;"), ("c", "use crate::{\n a as first,\n};")],
        &["a, b, c"],
    );
    check(&[("a", "use crate::b::B;"), ("a/inside", ""), ("b", "use crate::a::inside::Inside;")], &["a, b"]);
    check(&[("a", ""), ("a/x", "use super::y;"), ("a/y", "use crate::a::x;")], &["a::x, a::y"]);
    check(&[("a", "use self::x::X;"), ("a/x", "use super::A;")], &[]);
    check(&[("a", "// use crate::b;"), ("b", "use crate::a;")], &[]);
    check(&[("a", "#[cfg(test)]\nmod tests {\n use crate::b;"), ("b", "use crate::a;")], &[]);
}

fn crates() -> Vec<String> {
    let folders = std::fs::read_dir(root().join("crates")).unwrap();
    let mut names: Vec<String> =
        folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn split(path: &str) -> Module {
    path.split('/').map(str::to_owned).collect()
}

/// The modules of a crate with their text, without those that are tests.
fn sources(name: &str) -> BTreeMap<Module, String> {
    let folder = format!("crates/{name}/src");
    let mut modules = BTreeMap::new();
    for file in files(&folder, &[".rs"]) {
        let below = file.strip_prefix(root().join(&folder)).unwrap().with_extension("");
        let module = match below.to_str().unwrap() {
            "lib" | "main" => Module::new(),
            path => split(path),
        };
        modules.insert(module, std::fs::read_to_string(&file).unwrap());
    }
    let tests: Vec<Module> = modules
        .iter()
        .flat_map(|(module, text)| test_modules(text).map(|name| child(module, name)))
        .collect();
    modules.retain(|module, _| !tests.iter().any(|test| module.starts_with(test)));
    modules
}

fn test_modules(text: &str) -> impl Iterator<Item = &str> {
    text.split("#[cfg(test)]\nmod ").skip(1).filter_map(|rest| rest.split_once(';').map(|(name, _)| name))
}

fn child(module: &Module, name: &str) -> Module {
    [module.as_slice(), &[name.to_owned()]].concat()
}

/// Every circle, as the names of its modules.
fn circles(modules: &BTreeMap<Module, String>) -> Vec<String> {
    let mut families: BTreeMap<Module, Siblings> = BTreeMap::new();
    for (module, text) in modules {
        for path in paths(text) {
            let known = resolve(modules, module, &path);
            let shared = module.iter().zip(&known).take_while(|(one, other)| one == other).count();
            if let (Some(from), Some(to)) = (module.get(shared), known.get(shared)) {
                let family = families.entry(module[..shared].to_vec()).or_default();
                family.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    let mut found = Vec::new();
    for (parent, siblings) in &families {
        let mut left: BTreeSet<&String> = siblings.keys().collect();
        while let Some(one) = left.pop_first() {
            let reached = reached(siblings, one);
            let circle: Vec<&String> = reached
                .iter()
                .copied()
                .filter(|other| self::reached(siblings, other).contains(one))
                .collect();
            if circle.is_empty() {
                continue;
            }
            left.retain(|other| !circle.contains(other));
            let name = |last: &&String| child(parent, last).join("::");
            found.push(circle.iter().map(name).collect::<Vec<_>>().join(", "));
        }
    }
    found
}

/// What a module knows, and what that knows, and so on.
fn reached<'a>(siblings: &'a Siblings, from: &str) -> BTreeSet<&'a String> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&String> = siblings.get(from).into_iter().flatten().collect();
    while let Some(one) = next.pop() {
        if found.insert(one) {
            next.extend(siblings.get(one).into_iter().flatten());
        }
    }
    found
}

/// The module that a path in another one leads to.
fn resolve(modules: &BTreeMap<Module, String>, from: &Module, path: &[String]) -> Module {
    let mut at =
        if path[0] == "crate" { Module::new() } else { from[..from.len().saturating_sub(1)].to_vec() };
    for name in &path[1..] {
        match name.as_str() {
            "super" => drop(at.pop()),
            name if modules.contains_key(&child(&at, name)) => at.push(name.to_owned()),
            _ => break,
        }
    }
    at
}

/// Every path that begins with `crate` or `super`, in `use` and elsewhere, with groups taken apart.
fn paths(text: &str) -> Vec<Vec<String>> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    let text = text.lines().filter(is_code).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in text.match_indices(start) {
            let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
            if !text[..at].ends_with(is_name) {
                take(&text[at..], &[], &mut found);
            }
        }
    }
    found
}

/// Reads one path or group at the beginning of a text. Returns the rest.
fn take<'t>(text: &'t str, before: &[String], found: &mut Vec<Vec<String>>) -> &'t str {
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == ',');
            if rest.is_empty() {
                return rest;
            }
            if let Some(after) = rest.strip_prefix('}') {
                return after;
            }
            rest = take(rest, before, found);
        }
    }
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(text.len());
    let path = [before, &[text[..end].to_owned()]].concat();
    let rest = &text[end..];
    let below = rest.strip_prefix("::").filter(|below| {
        below.starts_with(|letter: char| letter.is_alphabetic() || letter == '_' || letter == '{')
    });
    if let Some(below) = below {
        return take(below, &path, found);
    }
    found.push(path);
    // `*`, a new name, or the end of what was looked at.
    rest.find([',', '}', ';', '\n']).map_or("", |at| &rest[at..])
}

//! Reads the catalogue: the messages of each language, with their arguments. Says what is wrong with it.
//!
//! The build script uses it to make a function for each message, and a test to make the types of the window.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fluent_syntax::{
    ast::{
        Comment, Entry, Expression, InlineExpression, Message as Entity, Pattern, PatternElement, VariantKey,
    },
    parser,
};

/// The language that the others are measured by.
pub(crate) const SOURCE_LANGUAGE: &str = "en";

/// Who shows the messages of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Audience {
    /// Errors and notices, made in Rust for the window and the terminal.
    App,
    /// The window and Rust.
    Shared,
    /// The command line.
    Terminal,
    /// The window.
    Window,
}

impl Audience {
    /// Each of them, with its folder.
    pub(crate) const ALL: [(Self, &'static str); 4] = [
        (Self::App, "app"),
        (Self::Shared, "shared"),
        (Self::Terminal, "terminal"),
        (Self::Window, "window"),
    ];
}

/// What is put in for a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ArgumentType {
    /// A text as it stands.
    String,
    /// A whole number; plurals depend on it.
    Number,
    /// One of these words.
    Choice(Vec<String>),
}

/// A message of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Its id, which begins with its file's name.
    pub(crate) id: String,
    /// Its arguments, in the order in which its comment declares them.
    pub(crate) arguments: Vec<(String, ArgumentType)>,
    /// Its text as the file has it, for documentation.
    pub(crate) source: String,
}

/// One file of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The file's name without ending.
    pub(crate) name: String,
    /// Who shows it.
    pub(crate) audience: Audience,
    /// What its first comment says.
    pub(crate) comment: String,
    /// The file's text.
    pub(crate) text: String,
    /// Its messages, in the file's order.
    pub(crate) messages: Vec<Message>,
}

/// One language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Language {
    /// Its tag (BCP 47).
    pub(crate) tag: String,
    /// Its files, by folder and name.
    pub(crate) subjects: Vec<Subject>,
}

/// Reads every language below a folder, the source language first.
///
/// # Errors
///
/// Says which file or message breaks which rule.
pub(crate) fn read(folder: &Path) -> Result<Vec<Language>, String> {
    let mut tags = names(folder)?;
    tags.sort_by_key(|tag| (tag != SOURCE_LANGUAGE, tag.clone()));
    let languages: Vec<Language> =
        tags.into_iter().map(|tag| read_language(&folder.join(&tag), tag)).collect::<Result<_, _>>()?;
    let (source, others) = languages.split_first().ok_or("there is no language")?;
    for language in &languages {
        let mut ids = BTreeSet::new();
        for message in language.subjects.iter().flat_map(|subject| &subject.messages) {
            if !ids.insert(&message.id) {
                return Err(format!("{} stands twice in {}", message.id, language.tag));
            }
        }
    }
    others.iter().try_for_each(|other| compare(source, other))?;
    Ok(languages)
}

/// The other language has the same files, messages and arguments.
fn compare(source: &Language, other: &Language) -> Result<(), String> {
    let shape = |language: &Language| -> BTreeMap<String, Vec<(String, ArgumentType)>> {
        let messages = language.subjects.iter().flat_map(|subject| &subject.messages);
        messages.map(|message| (message.id.clone(), message.arguments.clone())).collect()
    };
    let files = |language: &Language| -> Vec<(Audience, String)> {
        language.subjects.iter().map(|subject| (subject.audience, subject.name.clone())).collect()
    };
    if files(source) != files(other) {
        return Err(format!("{} has other files than {}", other.tag, source.tag));
    }
    let (expected, found) = (shape(source), shape(other));
    for id in expected.keys().chain(found.keys()) {
        if expected.get(id) != found.get(id) {
            return Err(format!(
                "{id}: {} has another message than {}, other arguments, or none",
                other.tag, source.tag
            ));
        }
    }
    Ok(())
}

fn read_language(folder: &Path, tag: String) -> Result<Language, String> {
    let mut subjects = Vec::new();
    for (audience, below) in Audience::ALL {
        let below = folder.join(below);
        let mut files = if below.is_dir() { names(&below)? } else { Vec::new() };
        files.sort();
        for file in files {
            let name = file.strip_suffix(".ftl").ok_or_else(|| format!("{file} is no .ftl file"))?;
            let text = fs::read_to_string(below.join(&file)).map_err(|error| format!("{file}: {error}"))?;
            let subject =
                read_subject(name, audience, text).map_err(|error| format!("{tag}/{file}: {error}"))?;
            subjects.push(subject);
        }
    }
    Ok(Language { tag, subjects })
}

/// What a folder holds, without hidden files.
fn names(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = entries.map(|entry| {
        let entry = entry.map_err(|error| error.to_string())?;
        Ok(entry.file_name().to_string_lossy().into_owned())
    });
    names.filter(|name| !name.as_ref().is_ok_and(|name| name.starts_with('.'))).collect()
}

/// Reads one file.
///
/// # Errors
///
/// Says which message breaks which rule.
pub(crate) fn read_subject(name: &str, audience: Audience, text: String) -> Result<Subject, String> {
    let resource = parser::parse(text.as_str()).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut comment = String::new();
    let mut messages = Vec::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(entity) => messages.push(read_message(name, audience, &text, entity)?),
            Entry::ResourceComment(first) if comment.is_empty() => comment = first.content.join(" "),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(term) => return Err(format!("-{} is a term: write it out", term.id.name)),
            Entry::Junk { content } => return Err(format!("not understood: {content}")),
        }
    }
    if comment.is_empty() {
        return Err("the file does not open with a `###` comment".to_owned());
    }
    Ok(Subject { name: name.to_owned(), audience, comment, messages, text })
}

fn read_message(
    subject: &str,
    audience: Audience,
    text: &str,
    entity: &Entity<&str>,
) -> Result<Message, String> {
    let id = entity.id.name;
    let is_kebab = id.chars().all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == '-');
    let rest = id.strip_prefix(subject).and_then(|rest| rest.strip_prefix('-'));
    if !is_kebab || rest.is_none_or(|rest| !rest.starts_with(|first: char| first.is_ascii_lowercase())) {
        return Err(format!("{id}: an id is `{subject}-` and words in small letters"));
    }
    if !entity.attributes.is_empty() {
        return Err(format!("{id} has attributes"));
    }
    let pattern = entity.value.as_ref().ok_or_else(|| format!("{id} has no text"))?;
    let mut used = BTreeMap::new();
    look_through(pattern, &mut used).map_err(|error| format!("{id}: {error}"))?;
    let arguments = declared(entity.comment.as_ref()).map_err(|error| format!("{id}: {error}"))?;
    for (name, argument) in &arguments {
        if matches!(argument, ArgumentType::Choice(_)) && audience != Audience::Window {
            return Err(format!("{id}: ${name} is a choice; Rust takes a message for each"));
        }
        let Some(keys) = used.get(name.as_str()) else {
            return Err(format!("{id}: ${name} is declared, but not used"));
        };
        for key in keys {
            let is_known = match argument {
                ArgumentType::Choice(choices) => choices.iter().any(|choice| choice == key),
                ArgumentType::Number => {
                    ["zero", "one", "two", "few", "many", "other"].contains(key) || key.parse::<f64>().is_ok()
                }
                ArgumentType::String => false,
            };
            if !is_known {
                return Err(format!("{id}: ${name} is never {key}"));
            }
        }
    }
    if let Some(name) = used.keys().find(|used| arguments.iter().all(|(name, _)| name != *used)) {
        return Err(format!("{id}: ${name} is not declared in the comment above"));
    }
    let source = source_of(text, id);
    Ok(Message { id: id.to_owned(), arguments, source })
}

/// Collects the variables, each with the keys that a selector on it names.
fn look_through<'a>(
    pattern: &Pattern<&'a str>,
    used: &mut BTreeMap<&'a str, Vec<&'a str>>,
) -> Result<(), String> {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => look_at(inline, used)?,
            Expression::Select { selector, variants } => {
                let InlineExpression::VariableReference { id } = selector else {
                    return Err("a selector is a variable".to_owned());
                };
                let keys = used.entry(id.name).or_default();
                keys.extend(variants.iter().map(|variant| match variant.key {
                    VariantKey::Identifier { name } => name,
                    VariantKey::NumberLiteral { value } => value,
                }));
                for variant in variants {
                    look_through(&variant.value, used)?;
                }
            }
        }
    }
    Ok(())
}

fn look_at<'a>(
    inline: &InlineExpression<&'a str>,
    used: &mut BTreeMap<&'a str, Vec<&'a str>>,
) -> Result<(), String> {
    match inline {
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => Ok(()),
        InlineExpression::VariableReference { id } => {
            used.entry(id.name).or_default();
            Ok(())
        }
        InlineExpression::Placeable { .. }
        | InlineExpression::FunctionReference { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {
            Err("a placeable is a variable, a selector or a literal".to_owned())
        }
    }
}

/// The arguments that a comment declares: `$name (Type) - what it is`.
fn declared(comment: Option<&Comment<&str>>) -> Result<Vec<(String, ArgumentType)>, String> {
    let mut arguments = Vec::new();
    for line in comment.into_iter().flat_map(|comment| &comment.content) {
        let Some(rest) = line.trim().strip_prefix('$') else { continue };
        let parts = rest.split_once(" (").and_then(|(name, rest)| Some((name, rest.split_once(')')?.0)));
        let (name, kind) = parts.ok_or_else(|| format!("`{line}` is not `$name (Type) - what it is`"))?;
        let argument = match kind {
            "String" => ArgumentType::String,
            "Number" => ArgumentType::Number,
            choices if choices.contains(" | ") => {
                ArgumentType::Choice(choices.split(" | ").map(str::to_owned).collect())
            }
            other => return Err(format!("${name}: {other} is no type of an argument")),
        };
        arguments.push((name.to_owned(), argument));
    }
    Ok(arguments)
}

/// The lines of a message in its file.
fn source_of(text: &str, id: &str) -> String {
    let mut lines = text
        .lines()
        .skip_while(|line| !line.strip_prefix(id).is_some_and(|rest| rest.trim_start().starts_with('=')));
    let first = lines.next().unwrap_or_default();
    let value = first.split_once('=').map_or("", |(_, value)| value.trim());
    let more = lines.take_while(|line| line.starts_with(' ') || line.starts_with('}')).map(str::trim);
    let all: Vec<&str> = std::iter::once(value).chain(more).filter(|line| !line.is_empty()).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a file `key.ftl` of the window.
    fn fault(messages: &str) -> String {
        let text = format!("### Keys.\n\n{messages}\n");
        read_subject("key", Audience::Window, text).expect_err(messages)
    }

    #[test]
    fn a_message_that_breaks_a_rule_is_named() {
        let check = |messages: &str, expected: &str| assert_eq!(fault(messages), expected);
        check("lock-shown = Shown", "lock-shown: an id is `key-` and words in small letters");
        check("key-Shown = Shown", "key-Shown: an id is `key-` and words in small letters");
        check("key-shown = { $name }", "key-shown: $name is not declared in the comment above");
        check("# $name (String) - a name\nkey-shown = Shown", "key-shown: $name is declared, but not used");
        check("# $name (Text)\nkey-shown = { $name }", "key-shown: $name: Text is no type of an argument");
        check(
            "# $name - a name\nkey-shown = { $name }",
            "key-shown: `$name - a name` is not `$name (Type) - what it is`",
        );
        check("key-shown = { NUMBER(1) }", "key-shown: a placeable is a variable, a selector or a literal");
        check("key-shown = Shown\n    .title = Title", "key-shown has attributes");
        check("-key = Key", "-key is a term: write it out");
        let selector = |kind: &str, key: &str| {
            format!(
                "# $slot ({kind}) - a slot\nkey-shown = {{ $slot ->\n    [{key}] one\n   *[other] two\n }}"
            )
        };
        check(&selector("String", "one"), "key-shown: $slot is never one");
        check(&selector("Number", "first"), "key-shown: $slot is never first");
        check(&selector("primary | other", "secondary"), "key-shown: $slot is never secondary");
        assert!(fault("key-shown").starts_with('['), "a line that is no message");
    }

    #[test]
    fn a_choice_is_for_the_window_only() {
        let text = "### Keys.\n\n# $slot (a | b)\nkey-shown = { $slot }\n".to_owned();
        assert!(read_subject("key", Audience::Window, text.clone()).is_ok());
        let fault = read_subject("key", Audience::App, text).unwrap_err();
        assert_eq!(fault, "key-shown: $slot is a choice; Rust takes a message for each");
    }

    #[test]
    fn another_language_has_the_same_messages() {
        let language = |tag: &str, messages: &str| Language {
            tag: tag.to_owned(),
            subjects: vec![read_subject("key", Audience::App, format!("### Keys.\n\n{messages}")).unwrap()],
        };
        let source = language("en", "key-one = One\n# $name (String)\nkey-two = { $name }\n");
        let check = |messages: &str, is_same: bool| {
            assert_eq!(compare(&source, &language("de", messages)).is_ok(), is_same, "{messages}");
        };
        check("# $name (String)\nkey-two = ein { $name }\nkey-one = Eins\n", true);
        check("key-one = Eins\n", false);
        check("key-one = Eins\nkey-two = Zwei\n", false);
        check("key-one = Eins\n# $name (String)\nkey-two = { $name }\nkey-three = Drei\n", false);
    }

    #[test]
    fn the_source_of_a_message_is_its_text() {
        let text = "### Keys.\n\nkey-one = One\n    and two\nkey-two =\n    { \"a\" }\n    b\n".to_owned();
        let subject = read_subject("key", Audience::App, text).unwrap();
        let sources: Vec<&str> = subject.messages.iter().map(|message| &*message.source).collect();
        assert_eq!(sources, ["One and two", "{ \"a\" } b"]);
    }
}

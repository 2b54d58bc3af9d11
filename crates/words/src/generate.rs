//! Makes Rust of the catalogue: a module for each file, a function for each message.

use std::fmt::Write as _;

use crate::catalogue::{ArgumentType, Audience, Language, Message, Subject};

/// Words that Rust keeps for itself.
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "dyn", "else", "enum", "extern", "false", "fn",
    "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return",
    "static", "struct", "trait", "true", "type", "unsafe", "use", "where", "while", "yield",
];

/// The module of each file, the texts of each language, and the list of all messages.
pub(crate) fn rust(languages: &[Language], has_window: bool) -> String {
    let is_shown = |subject: &&Subject| has_window || subject.audience != Audience::Window;
    let source = &languages[0];
    let subjects: Vec<&Subject> = source.subjects.iter().filter(is_shown).collect();
    let mut code = String::new();
    for (number, subject) in subjects.iter().enumerate() {
        module(&mut code, number, subject);
    }
    line(&mut code, &format!("pub(crate) const SUBJECTS: usize = {};", subjects.len()));
    line(&mut code, "pub(crate) const LANGUAGES: &[(&str, [&str; SUBJECTS])] = &[");
    for language in languages {
        let texts: Vec<String> =
            language.subjects.iter().filter(is_shown).map(|subject| format!("{:?}", subject.text)).collect();
        line(&mut code, &format!("    ({:?}, [{}]),", language.tag, texts.join(", ")));
    }
    line(&mut code, "];");
    if !has_window {
        return code;
    }
    line(&mut code, "/// Every message, by id: the subject's number, the id, the names of its arguments.");
    line(&mut code, "pub(crate) const MESSAGES: &[(usize, &str, &[&str])] = &[");
    for (number, subject) in subjects.iter().enumerate() {
        for message in &subject.messages {
            let names: Vec<&String> = message.arguments.iter().map(|(name, _)| name).collect();
            line(&mut code, &format!("    ({number}, {:?}, &{names:?}),", message.id));
        }
    }
    line(&mut code, "];");
    code
}

fn module(code: &mut String, number: usize, subject: &Subject) {
    line(code, &format!("#[doc = {:?}]", subject.comment));
    line(code, &format!("pub mod {} {{", identifier(&subject.name)));
    for message in &subject.messages {
        function(code, number, &message.id[subject.name.len() + 1..], message);
    }
    line(code, "}");
}

fn function(code: &mut String, number: usize, name: &str, message: &Message) {
    let mut parameters = Vec::new();
    let mut values = Vec::new();
    for (argument, kind) in &message.arguments {
        let variable = identifier(argument);
        let (bound, value) = match kind {
            ArgumentType::Number => ("crate::Number", "number"),
            ArgumentType::String | ArgumentType::Choice(_) => ("std::fmt::Display", "text"),
        };
        parameters.push(format!("{variable}: impl {bound}"));
        values.push(format!("({argument:?}, crate::Value::{value}({variable}))"));
    }
    line(code, &format!("    #[doc = {:?}]", message.source));
    line(code, &format!("    pub fn {}({}) -> String {{", identifier(name), parameters.join(", ")));
    line(
        code,
        &format!("        crate::bundle::text({number}, {:?}, vec![{}])", message.id, values.join(", ")),
    );
    line(code, "    }");
}

fn identifier(name: &str) -> String {
    let name = name.replace('-', "_");
    if KEYWORDS.contains(&name.as_str()) { format!("r#{name}") } else { name }
}

fn line(code: &mut String, text: &str) {
    let _a_string_takes_everything = writeln!(code, "{text}");
}

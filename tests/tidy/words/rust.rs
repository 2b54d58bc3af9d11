//! The string literals of a Rust source that a person may read.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{Text, has_words, opens_with_capital, words};

/// Attributes whose texts people read: clap's.
const ATTRIBUTES_FOR_PEOPLE: &[&str] = &["arg", "command", "group", "value"];
/// Items that become part of a program's help.
const CLAP_DERIVES: &[&str] = &["Args", "Parser", "Subcommand", "ValueEnum"];
/// Macros and methods whose texts are for developers.
const FOR_DEVELOPERS: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "debug",
    "debug_assert",
    "error",
    "expect",
    "expect_err",
    "info",
    "panic",
    "trace",
    "unreachable",
    "warn",
];

/// Traits whose texts are for logs.
const FOR_LOGS: &[&str] = &["Debug", "Display", "Error"];

pub(super) fn is_sentence(text: &str, may_use_catalogue: bool) -> bool {
    let is_label = || {
        let words = words(text);
        opens_with_capital(text)
            && words.len() == 1
            && words[0].len() > 1
            && words[0].chars().skip(1).all(char::is_lowercase)
    };
    has_words(text, 2) || (may_use_catalogue && is_label())
}

/// The texts of a source, without those that are for developers.
pub(super) fn texts(source: &str) -> Vec<Text> {
    let tokens: TokenStream = source.parse().expect("the compiler has read it");
    let mut texts = Vec::new();
    walk(tokens, &mut texts);
    texts
}

fn walk(tokens: TokenStream, texts: &mut Vec<Text>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                at += usize::from(is_mark(tokens.get(at), '!'));
                let Some(TokenTree::Group(attribute)) = tokens.get(at) else { continue };
                at += 1;
                let text = attribute.stream().to_string();
                let name = text.split([' ', '(']).next().unwrap_or_default();
                if name == "cfg" && text.contains("test") {
                    at = after_item(&tokens, at);
                } else if name == "derive" && CLAP_DERIVES.iter().any(|derive| text.contains(derive)) {
                    help(&tokens[at..after_item(&tokens, at)], texts);
                } else if ATTRIBUTES_FOR_PEOPLE.contains(&name) {
                    walk(attribute.stream(), texts);
                }
            }
            TokenTree::Ident(name) if FOR_DEVELOPERS.contains(&name.to_string().as_str()) => {
                let is_macro = is_mark(tokens.get(at), '!');
                let is_method = at > 1 && is_mark(tokens.get(at - 2), '.');
                at += usize::from(is_macro);
                at += usize::from((is_macro || is_method) && is_group(tokens.get(at)));
            }
            TokenTree::Ident(name) if name == "impl" => {
                let end = after_item(&tokens, at);
                if trait_of(&tokens[at..end]).is_some_and(|name| FOR_LOGS.contains(&name.as_str())) {
                    at = end;
                }
            }
            TokenTree::Group(group) => walk(group.stream(), texts),
            TokenTree::Literal(literal) => texts.extend(text_of(literal)),
            TokenTree::Punct(_) | TokenTree::Ident(_) => {}
        }
    }
}

/// The trait of an `impl`, without its path.
fn trait_of(header: &[TokenTree]) -> Option<String> {
    let is_for = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "for");
    let mut before = &header[..header.iter().take_while(|token| !is_body(token)).position(is_for)?];
    if is_mark(before.last(), '>') {
        let opening = before.iter().rposition(|token| is_mark(Some(token), '<'))?;
        before = &before[..opening];
    }
    before.last().map(ToString::to_string)
}

/// Comments on what clap shows are its help.
fn help(item: &[TokenTree], texts: &mut Vec<Text>) {
    for token in item {
        let TokenTree::Group(group) = token else { continue };
        let inside: Vec<TokenTree> = group.stream().into_iter().collect();
        let is_comment = group.delimiter() == Delimiter::Bracket
            && matches!(inside.first(), Some(TokenTree::Ident(name)) if name == "doc");
        if is_comment {
            texts.extend(inside.iter().filter_map(|token| match token {
                TokenTree::Literal(literal) => text_of(literal),
                _ => None,
            }));
        } else if group.delimiter() == Delimiter::Brace {
            help(&inside, texts);
        }
    }
}

fn text_of(literal: &proc_macro2::Literal) -> Option<Text> {
    let written = literal.to_string();
    let opening = written.find('"')?;
    let is_text = written[..opening].chars().all(|next| next == 'r' || next == '#');
    let content = written.get(opening + 1..written.rfind('"')?)?;
    // A line that goes on in the next one, and the marks of new lines.
    let content = content.replace("\\\n", " ").replace("\\n", " ").replace("\\\"", "\"");
    is_text.then(|| Text { line: literal.span().start().line, content })
}

/// Where the item ends that opens here: behind its body, or behind a semicolon or comma.
fn after_item(tokens: &[TokenTree], from: usize) -> usize {
    let end = tokens[from..].iter().position(|token| is_body(token) || is_mark(Some(token), ';'));
    end.map_or(tokens.len(), |end| from + end + 1)
}

fn is_body(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn is_group(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Group(_)))
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

#[test]
fn sentences_are_found_and_texts_for_developers_are_not() {
    let check = |source: &str, expected: &[&str]| {
        let found: Vec<String> = texts(source)
            .into_iter()
            .map(|text| text.content)
            .filter(|text| is_sentence(text, true))
            .collect();
        assert_eq!(found, expected, "{source}");
    };
    check(r#"fn f() { say("Sign in again.") }"#, &["Sign in again."]);
    check(r#"fn f() { format!("{name} is gone: {cause}") }"#, &["{name} is gone: {cause}"]);
    check(r##"fn f() -> &str { r#"nobody is here"# }"##, &["nobody is here"]);
    check(r#"const A: &str = "Host";"#, &["Host"]);
    check(r#"fn f() { header("Retry-After", "GET", "x-ms-date", "{a} {b}", "Authorization: {a}") }"#, &[]);
    check(
        r#"fn f() { a.expect("it is there"); panic!("no {} here", 1); tracing::warn!("it is slow") }"#,
        &[],
    );
    check(
        r#"#[error("it is gone")] struct A; /// A comment on it.
             fn f() {}"#,
        &[],
    );
    check(
        r#"impl fmt::Display for A { fn fmt() { write!(f, "it is gone") } } fn f() { "and more" }"#,
        &["and more"],
    );
    check(r#"impl From<io::Error> for A { fn from() { "it is gone" } }"#, &["it is gone"]);
    check(r#"impl A { fn f() { "and more" } }"#, &["and more"]);
    check(r#"#[cfg(test)] mod tests { fn f() { "in a test" } } fn f() { "not in it" }"#, &["not in it"]);
    check(
        r#"#[derive(Parser)] struct A { #[arg(help = "Name the file")] a: u8, /** What it does. */ b: u8 }"#,
        &[" What it does. ", "Name the file"],
    );
}

//! The texts of a TypeScript source that a person may read: strings, templates, and what stands between tags.

use super::{Text, has_words, opens_with_capital};

pub(super) fn is_sentence(text: &str) -> bool {
    (opens_with_capital(text) && has_words(text, 2)) || has_words(text, 4)
}

/// The texts of a source, without comments and without what an `Error` is thrown with.
pub(super) fn texts(source: &str) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut line = 1;
    let mut rest = source;
    let mut is_thrown = false;
    while let Some(next) = rest.chars().next() {
        let token = match next {
            '/' if rest.starts_with("//") => until(rest, "\n", 0),
            '/' if rest.starts_with("/*") => until(rest, "*/", 2),
            '"' | '`' | '\'' => {
                let token = string(rest, next);
                // An apostrophe between letters is no quotation mark.
                if token.contains('\n') && next != '`' { &rest[..1] } else { token }
            }
            '>' => until(rest, "<", 0),
            _ => &rest[..next.len_utf8()],
        };
        let content = match next {
            '"' | '`' | '\'' if token.len() > 1 => Some(token[1..token.len() - 1].replace("${", "{")),
            // Code stands there where a `>` closes a type or compares.
            '>' if !token.contains(['{', '}', ';', '=', '(']) => Some(token[1..].trim().to_owned()),
            _ => None,
        };
        if let Some(content) = content
            && !is_thrown
        {
            texts.push(Text { line, content });
        }
        // Text between tags has strings in its elements.
        let token = if next == '>' { &token[..1] } else { token };
        line += token.matches('\n').count();
        rest = &rest[token.len()..];
        is_thrown = rest.starts_with("Error(") || (is_thrown && !rest.starts_with(')') && next != ')');
    }
    texts
}

/// Up to and with the closing mark.
fn string(text: &str, mark: char) -> &str {
    let mut is_escaped = false;
    for (at, next) in text.char_indices().skip(1) {
        if next == mark && !is_escaped {
            return &text[..=at];
        }
        is_escaped = next == '\\' && !is_escaped;
    }
    text
}

fn until<'a>(text: &'a str, end: &str, with: usize) -> &'a str {
    text[1..].find(end).map_or(text, |at| &text[..(at + 1 + with).min(text.len())])
}

#[test]
fn sentences_are_found_and_other_texts_are_not() {
    let check = |source: &str, expected: &[&str]| {
        let texts = texts(source).into_iter().map(|text| text.content);
        assert_eq!(texts.filter(|text| is_sentence(text)).collect::<Vec<_>>(), expected, "{source}");
    };
    check(r#"const a = "Sign in again.";"#, &["Sign in again."]);
    check("const a = `Keys of ${name}`;", &["Keys of {name}"]);
    check(r#"const a = "nobody is here now";"#, &["nobody is here now"]);
    check(r#"<Button aria-label="Copy key">Copy it</Button>"#, &["Copy key", "Copy it"]);
    check("<p>\n  Nothing is here.\n  <b>Not this</b>\n</p>", &["Nothing is here.", "Not this"]);
    check(r#"throw new Error("Nothing is here now"); f("Sign in")"#, &["Sign in"]);
    check("// It's not here.\n/* Nor in this. */\nconst a = 1;", &[]);
    check(r#"const a = "1px solid red"; const b = "Primary"; t("key-shown");"#, &[]);
    check("const a = b > c ? `${d}px ${e}px` : f;", &[]);
}

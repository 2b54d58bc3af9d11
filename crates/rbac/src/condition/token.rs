//! Words and signs of a condition, each with its place.

use super::{Attribute, ConditionError, Source};

/// One word or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open,
    Close,
    OpenBrace,
    CloseBrace,
    Comma,
    Colon,
    Not,
    And,
    Or,
    /// A name, a number or a GUID.
    Word(&'a str),
    /// What stands between single quotes. Azure documents no way to write a quote inside.
    Text(&'a str),
    Attribute(Attribute),
    End,
}

impl Token<'_> {
    /// The token as an error names it.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Open => "\"(\"".to_owned(),
            Self::Close => "\")\"".to_owned(),
            Self::OpenBrace => "\"{\"".to_owned(),
            Self::CloseBrace => "\"}\"".to_owned(),
            Self::Comma => "\",\"".to_owned(),
            Self::Colon => "\":\"".to_owned(),
            Self::Not => "NOT".to_owned(),
            Self::And => "AND".to_owned(),
            Self::Or => "OR".to_owned(),
            Self::Word(word) => format!("\"{}\"", shortened(word)),
            Self::Text(text) => format!("'{}'", shortened(text)),
            Self::Attribute(attribute) => shortened(&attribute.to_string()),
            Self::End => "the end".to_owned(),
        }
    }
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Splits a text; the last token is [`Token::End`].
pub(super) fn split(text: &str) -> Result<Vec<(usize, Token<'_>)>, ConditionError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '{' => (Token::OpenBrace, 1),
            '}' => (Token::CloseBrace, 1),
            ',' => (Token::Comma, 1),
            ':' => (Token::Colon, 1),
            '!' => (Token::Not, 1),
            '&' if rest.starts_with("&&") => (Token::And, 2),
            '|' if rest.starts_with("||") => (Token::Or, 2),
            '\'' => {
                let length = rest[1..].find('\'').ok_or_else(|| {
                    ConditionError::at(text, text.len(), "a closing \"'\"", Token::End.describe())
                })?;
                (Token::Text(&rest[1..=length]), length + 2)
            }
            '@' => attribute(text, at)?,
            _ if is_word(first) => {
                let length = rest.find(|one: char| !is_word(one)).unwrap_or(rest.len());
                (keyword(&rest[..length]), length)
            }
            other => {
                let expected = "a parenthesis, a word, an attribute or a value";
                return Err(ConditionError::at(text, at, expected, format!("{other:?}")));
            }
        };
        tokens.push((at, token));
        at += length;
    }
    tokens.push((text.len(), Token::End));
    Ok(tokens)
}

fn is_word(one: char) -> bool {
    one.is_ascii_alphanumeric() || one == '-' || one == '_'
}

fn keyword(word: &str) -> Token<'_> {
    match word.to_ascii_uppercase().as_str() {
        "AND" => Token::And,
        "OR" => Token::Or,
        "NOT" => Token::Not,
        _ => Token::Word(word),
    }
}

/// `@Source[name]`; the name runs to the bracket, whatever signs are in it.
fn attribute(text: &str, at: usize) -> Result<(Token<'_>, usize), ConditionError> {
    let rest = &text[at..];
    let word_end = 1 + rest[1..].find(|one: char| !is_word(one)).unwrap_or(rest.len() - 1);
    let word = &rest[1..word_end];
    let source = Source::ALL.into_iter().find(|source| source.name().eq_ignore_ascii_case(word));
    let source = source.ok_or_else(|| {
        let expected = "@Request, @Resource, @Principal or @Environment";
        ConditionError::at(text, at, expected, format!("\"@{}\"", shortened(word)))
    })?;
    let found = |offset: usize| match text[offset..].chars().next() {
        Some(one) => format!("{one:?}"),
        None => Token::End.describe(),
    };
    if !rest[word_end..].starts_with('[') {
        let place = at + word_end;
        return Err(ConditionError::at(text, place, "\"[\" and an attribute's name", found(place)));
    }
    let name_start = word_end + 1;
    let name_length =
        rest[name_start..].find(['[', ']', '\'', '{', '}', '\n']).unwrap_or(rest[name_start..].len());
    let name_end = name_start + name_length;
    if !rest[name_end..].starts_with(']') {
        let place = at + name_end;
        return Err(ConditionError::at(text, place, "\"]\" after the attribute's name", found(place)));
    }
    let name = rest[name_start..name_end].trim();
    if name.is_empty() {
        let place = at + name_start;
        return Err(ConditionError::at(text, place, "an attribute's name", found(place)));
    }
    Ok((Token::Attribute(Attribute::new(source, name)), name_end + 1))
}

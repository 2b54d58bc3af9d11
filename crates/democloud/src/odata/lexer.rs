//! Text to tokens.

use jiff::Timestamp;
use serde_json::Value as Json;

use super::{MAX_BYTES, OptionError};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A name, or a path of names with `/`.
    Name(String),
    Literal(Json),
    Mark(char),
    End,
}

#[derive(Debug, Clone)]
pub(super) struct Spanned {
    pub(super) token: Token,
    pub(super) at: usize,
    pub(super) end: usize,
}

pub(super) fn tokens(text: &str) -> Result<Vec<Spanned>, OptionError> {
    if text.len() > MAX_BYTES {
        return Err(OptionError::TooLong);
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let (token, length) = next(text, at)?;
        let done = token == Token::End;
        tokens.push(Spanned { token, at, end: at + length });
        if done {
            return Ok(tokens);
        }
        at += length;
    }
}

fn next(text: &str, at: usize) -> Result<(Token, usize), OptionError> {
    let rest = &text[at..];
    let Some(first) = rest.chars().next() else { return Ok((Token::End, 0)) };
    match first {
        '\'' => quoted(text, at).map(|(value, length)| (Token::Literal(value), length)),
        '(' | ')' | ',' | ':' => Ok((Token::Mark(first), 1)),
        '0'..='9' | '-' => unquoted(text, at),
        c if c.is_alphabetic() || c == '_' || c == '@' || c == '$' => {
            let length = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
            let name = &rest[..length];
            // OData 3 has `datetime'…'` and `guid'…'`.
            if rest[length..].starts_with('\'')
                && ["datetime", "guid"].contains(&name.to_ascii_lowercase().as_str())
            {
                let (value, more) = quoted(text, at + length)?;
                return Ok((Token::Literal(value), length + more));
            }
            // A GUID without quotes may begin with a letter.
            if name.len() == 8 && rest[length..].starts_with('-') {
                return unquoted(text, at);
            }
            Ok((literal(name).map_or_else(|| Token::Name(name.to_owned()), Token::Literal), length))
        }
        _ => Err(syntax(text, at, &first.to_string())),
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '/' | '.' | '@' | '$')
}

fn literal(word: &str) -> Option<Json> {
    match word {
        "true" => Some(Json::Bool(true)),
        "false" => Some(Json::Bool(false)),
        "null" => Some(Json::Null),
        _ => None,
    }
}

/// `'…'`, where a quote is written twice.
fn quoted(text: &str, at: usize) -> Result<(Json, usize), OptionError> {
    let mut value = String::new();
    let mut chars = text[at..].char_indices().skip(1).peekable();
    while let Some((index, c)) = chars.next() {
        if c != '\'' {
            value.push(c);
        } else if chars.peek().is_some_and(|(_, next)| *next == '\'') {
            chars.next();
            value.push('\'');
        } else {
            return Ok((Json::String(value), index + 1));
        }
    }
    Err(syntax(text, at, "'"))
}

/// A number, a time or a GUID.
fn unquoted(text: &str, at: usize) -> Result<(Token, usize), OptionError> {
    let rest = &text[at..];
    let length = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.' | ':')))
        .unwrap_or(rest.len());
    let word = &rest[..length];
    let value = if let Ok(number) = word.parse::<i64>() {
        Json::from(number)
    } else if let Some(number) = word.parse::<f64>().ok().filter(|number| number.is_finite()) {
        Json::from(number)
    } else if word.parse::<Timestamp>().is_ok() || is_guid(word) || is_date(word) {
        Json::from(word)
    } else {
        return Err(syntax(text, at, word));
    };
    Ok((Token::Literal(value), length))
}

fn is_guid(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_date(word: &str) -> bool {
    word.parse::<jiff::civil::Date>().is_ok()
}

pub(super) fn syntax(text: &str, at: usize, token: &str) -> OptionError {
    OptionError::Syntax { position: position(text, at), token: token.to_owned(), text: text.to_owned() }
}

/// The place in characters, which is what a person counts.
pub(super) fn position(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).chars().count()
}

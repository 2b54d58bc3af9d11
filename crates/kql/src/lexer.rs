//! Text to tokens. Comments and spaces go; every token keeps where it was.

use jiff::SignedDuration;

use super::{
    error::{ErrorCode, QueryError},
    literal,
};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Name(String),
    Text(String),
    Long(i64),
    Real(f64),
    Span(SignedDuration),
    /// A word such as `datetime`, and what stands in the parentheses after it.
    Typed(String, String),
    Mark(&'static str),
    End,
}

#[derive(Debug, Clone)]
pub(crate) struct Spanned {
    pub(crate) token: Token,
    pub(crate) at: usize,
    pub(crate) end: usize,
}

/// Longest first, so that `<=` is not read as `<`.
const MARKS: [&str; 28] = [
    "==", "!=", "=~", "!~", "<=", ">=", "..", "|", "(", ")", "[", "]", "{", "}", ",", ";", ".", ":", "=",
    "<", ">", "+", "-", "*", "/", "%", "!", "~",
];

/// The words whose parentheses hold a literal of their own grammar.
const TYPED: [&str; 13] = [
    "datetime", "date", "timespan", "time", "int", "long", "real", "double", "decimal", "bool", "boolean",
    "guid", "uuid",
];

pub(crate) fn tokens(text: &str) -> Result<Vec<Spanned>, QueryError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blanks();
        let at = lexer.at;
        let token = lexer.next()?;
        let done = token == Token::End;
        tokens.push(Spanned { token, at, end: lexer.at });
        if done {
            return Ok(tokens);
        }
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> String {
        let rest = self.rest();
        let taken = rest[..rest.find(|c| !accept(c)).unwrap_or(rest.len())].to_owned();
        self.at += taken.len();
        taken
    }

    fn skip_blanks(&mut self) {
        loop {
            self.take_while(char::is_whitespace);
            if !self.rest().starts_with("//") {
                return;
            }
            self.take_while(|c| c != '\n');
        }
    }

    fn next(&mut self) -> Result<Token, QueryError> {
        let mut chars = self.rest().chars();
        let Some(first) = chars.next() else { return Ok(Token::End) };
        let second = chars.next();
        match first {
            '\'' | '"' => self.quoted(first),
            '@' if matches!(second, Some('\'' | '"')) => self.verbatim(),
            '0'..='9' => self.number(),
            'A'..='Z' | 'a'..='z' | '_' | '$' => Ok(self.word()),
            _ => match MARKS.into_iter().find(|mark| self.rest().starts_with(mark)) {
                Some(mark) => {
                    self.at += mark.len();
                    Ok(Token::Mark(mark))
                }
                None => Err(failure(self.at, first.to_string())),
            },
        }
    }

    fn word(&mut self) -> Token {
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$');
        let lower = word.to_ascii_lowercase();
        let inside = self.rest().trim_start();
        if TYPED.contains(&lower.as_str())
            && let Some(inside) = inside.strip_prefix('(')
            && let Some(length) = inside.find(')')
        {
            let content = inside[..length].trim().to_owned();
            self.at = self.text.len() - inside.len() + length + 1;
            return Token::Typed(lower, content);
        }
        Token::Name(word)
    }

    fn quoted(&mut self, quote: char) -> Result<Token, QueryError> {
        let start = self.at;
        let mut value = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((index, c)) = chars.next() {
            match c {
                _ if c == quote => {
                    self.at = start + index + 1;
                    return Ok(Token::Text(value));
                }
                '\n' => break,
                '\\' => match chars.next().map(|(_, c)| c) {
                    Some('n') => value.push('\n'),
                    Some('t') => value.push('\t'),
                    Some('r') => value.push('\r'),
                    Some('0') => value.push('\0'),
                    Some('u') => {
                        let hex: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                        let code = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                        value.push(code.ok_or_else(|| failure(start + index, format!("\\u{hex}")))?);
                    }
                    Some(c @ ('\\' | '\'' | '"')) => value.push(c),
                    Some(c) => return Err(failure(start + index, format!("\\{c}"))),
                    None => break,
                },
                _ => value.push(c),
            }
        }
        Err(failure(start, quote.to_string()).expected(quote.to_string()))
    }

    /// `@'…'`: a backslash is a backslash, and a quote is doubled.
    fn verbatim(&mut self) -> Result<Token, QueryError> {
        let start = self.at;
        let quote = self.rest()[1..].chars().next().unwrap_or('\'');
        let mut value = String::new();
        let mut chars = self.rest().char_indices().skip(2).peekable();
        while let Some((index, c)) = chars.next() {
            if c != quote {
                value.push(c);
            } else if chars.peek().is_some_and(|(_, next)| *next == quote) {
                chars.next();
                value.push(quote);
            } else {
                self.at = start + index + 1;
                return Ok(Token::Text(value));
            }
        }
        Err(failure(start, "@").expected(quote.to_string()))
    }

    fn number(&mut self) -> Result<Token, QueryError> {
        let start = self.at;
        let bad = |lexer: &Self| failure(start, &lexer.text[start..lexer.at]);
        if self.rest().starts_with("0x") {
            self.at += 2;
            let digits = self.take_while(|c| c.is_ascii_alphanumeric());
            return i64::from_str_radix(&digits, 16).map(Token::Long).map_err(|_| bad(self));
        }
        self.take_while(|c| c.is_ascii_digit());
        let mut is_real = false;
        // `1..5` is a range, so a point needs a digit behind it.
        if self.rest().starts_with('.') && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) {
            is_real = true;
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit());
        }
        let digits = self.text[start..self.at].to_owned();
        let suffix = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_');
        if suffix.is_empty() {
            return if is_real {
                digits.parse().map(Token::Real).map_err(|_| bad(self))
            } else {
                digits.parse().map(Token::Long).map_err(|_| bad(self))
            };
        }
        if let Some(span) = literal::span_with_unit(&digits, &suffix) {
            return Ok(Token::Span(span));
        }
        if suffix.eq_ignore_ascii_case("e") && self.rest().starts_with(['+', '-']) {
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit());
        }
        let number = &self.text[start..self.at];
        number.parse().ok().filter(|real: &f64| real.is_finite()).map(Token::Real).ok_or_else(|| bad(self))
    }
}

fn failure(at: usize, token: impl Into<Box<str>>) -> QueryError {
    QueryError::new(ErrorCode::ParserFailure, "ParserFailure").at(at).token(token)
}

//! Texts of a service as literals: each arrives in the program unchanged, and nothing else runs.

use std::fmt::Write;

/// POSIX: in single quotes every character is literal except a single quote.
pub(super) fn in_shell(text: &str) -> String {
    format!("'{}'", inside_shell(text))
}

/// The same, for a text between quotes that are there already.
pub(super) fn inside_shell(text: &str) -> String {
    text.replace('\'', r"'\''")
}

/// An argument of a command line, with quotes where it needs them.
pub(super) fn argument(text: &str, quote: fn(&str) -> String) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/');
    let is_word = text.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric());
    if is_word && text.bytes().all(is_plain) { text.to_owned() } else { quote(text) }
}

/// `PowerShell` treats typographic quotes as quotes too. Doubles each one.
pub(super) fn in_powershell(text: &str) -> String {
    format!("'{}'", inside_powershell(text))
}

/// The same, for a text between quotes that are there already.
pub(super) fn inside_powershell(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for next in text.chars() {
        if matches!(next, '\'' | '\u{2018}'..='\u{201b}') {
            quoted.push(next);
        }
        quoted.push(next);
    }
    quoted
}

/// Escapes all but visible ASCII by code point.
pub(super) fn in_python(text: &str) -> String {
    format!("\"{}\"", inside_python(text))
}

/// The same, for a text between quotes that are there already.
pub(super) fn inside_python(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for next in text.chars() {
        match next {
            '"' | '\\' => quoted.extend(['\\', next]),
            ' '..='~' => quoted.push(next),
            _ => {
                let code = u32::from(next);
                // A String takes everything.
                let _ = if code > 0xffff {
                    write!(quoted, "\\U{code:08x}")
                } else {
                    write!(quoted, "\\u{code:04x}")
                };
            }
        }
    }
    quoted
}

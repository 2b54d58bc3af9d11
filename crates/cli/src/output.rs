//! What is printed: answers to stdout, everything else to stderr.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use comfy_table::{Table, presets::NOTHING};
use latchkey_app::{CommandError, ErrorCode};
use latchkey_types::Secret;
use serde::Serialize;

use crate::arguments::OutputFormat;

/// Why a command did not do what it should.
#[derive(Debug)]
pub(crate) struct Failure {
    error: CommandError,
}

impl Failure {
    /// A failure of this program's own.
    pub(crate) fn plain(message: String) -> Self {
        let error = CommandError {
            code: ErrorCode::Internal,
            message,
            correlation_id: None,
            retry_after_ms: None,
            details: Vec::new(),
        };
        Self { error }
    }

    /// Somebody has to do something first.
    pub(crate) fn interaction(message: &str) -> Self {
        let Self { error } = Self::plain(message.to_owned());
        Self { error: CommandError { code: ErrorCode::SignInRequired, ..error } }
    }

    /// Says it on stderr.
    pub(crate) fn explain(&self) {
        say(&self.error.message);
        for detail in &self.error.details {
            say(&format!("  {}: {}", detail.label, detail.value));
        }
        if let Some(id) = &self.error.correlation_id {
            say(&format!("  Correlation id: {id}"));
        }
    }

    /// Says it on stderr, and what to do; the exit code.
    pub(crate) fn report(self) -> ExitCode {
        self.explain();
        match self.error.code {
            ErrorCode::SignInRequired => {
                say("Sign in with: latchkey login");
                ExitCode::from(3)
            }
            ErrorCode::ConfirmDestinations => {
                say(
                    "Look where the tokens go, then confirm it: latchkey accounts confirm, or latchkey login",
                );
                ExitCode::from(3)
            }
            ErrorCode::NoSecretStore => {
                say("Unlock or install a store for secrets, or use --session-only.");
                ExitCode::FAILURE
            }
            _ => ExitCode::FAILURE,
        }
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self { error }
    }
}

/// Prints an answer for people or for programs.
pub(crate) fn show<T: Serialize>(
    format: OutputFormat,
    answer: &T,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<(), Failure> {
    let text = match format {
        OutputFormat::Json => {
            serde_json::to_string_pretty(answer).expect("views are made of texts and numbers")
        }
        OutputFormat::Table => {
            let mut table = Table::new();
            table.load_style(NOTHING);
            if !header.is_empty() {
                table.set_header(header.iter().map(|name| name.to_uppercase()));
            }
            table.add_rows(rows.into_iter().map(|row| row.into_iter().map(|cell| harmless(&cell))));
            for column in table.column_iter_mut() {
                column.set_padding((0, 2));
            }
            table.trim_fmt()
        }
    };
    print(&text)
}

/// Prints a secret that was asked for, and nothing else.
pub(crate) fn show_secret(secret: &Secret) -> Result<(), Failure> {
    // EXPOSE: the person asked for it on stdout.
    print(secret.expose())
}

/// Prints a text and a line break.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let written = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
    match written {
        // Whoever reads has read enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Failure::plain(format!("Nothing could be printed: {error}."))),
    }
}

/// Says something to the person. That stderr is closed is no reason to fail.
pub(crate) fn say(text: &str) {
    let _closed = writeln!(io::stderr(), "{}", harmless(text));
}

/// A text of somebody else's without what would move a terminal's cursor or turn its lines around.
fn harmless(text: &str) -> String {
    let is_turning = |next: char| matches!(next, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_harmful = |next: char| (next.is_control() && next != '\n') || is_turning(next);
    text.chars().map(|next| if is_harmful(next) { '\u{fffd}' } else { next }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_command_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\u{202e}c\nd"), "a\u{fffd}[2Jb\u{fffd}c\nd");
        assert_eq!(harmless("Zoë 아다 😀"), "Zoë 아다 😀");
    }
}

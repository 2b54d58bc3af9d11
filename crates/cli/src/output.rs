//! Prints answers to stdout and everything else to stderr.

use std::{
    fmt::Write as _,
    io::{self, Write},
    process::ExitCode,
};

use comfy_table::{Table, presets::NOTHING};
use latchkey_app::{CommandError, ErrorCode, Reason, bridge::WhoCanFix};
use latchkey_types::{Secret, is_printable, printable};
use latchkey_words::{fix, terminal};
use serde::Serialize;

use crate::arguments::OutputFormat;

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The app's error.
    App(Box<CommandError>),
    /// A failure of the command line itself, as a sentence.
    Own(String),
    /// The person has to do first what the sentence says.
    Interaction(String),
    /// The person has to sign in first.
    SignIn(String),
}

impl Failure {
    /// A failure of the command line itself.
    pub(crate) fn plain(message: String) -> Self {
        Self::Own(message)
    }

    /// The person has to do first what the sentence says.
    pub(crate) fn interaction(message: String) -> Self {
        Self::Interaction(message)
    }

    /// The person has to sign in first.
    pub(crate) fn sign_in(message: String) -> Self {
        Self::SignIn(message)
    }

    /// Prints the failure on stderr.
    pub(crate) fn explain(&self) {
        let error = match self {
            Self::App(error) => error,
            Self::Own(message) | Self::Interaction(message) | Self::SignIn(message) => {
                return print_message(message);
            }
        };
        print_message(&error.message);
        print_message(&match error.who_can_fix {
            WhoCanFix::You => fix::you(),
            WhoCanFix::Administrator => fix::administrator(),
            WhoCanFix::Network => fix::network(),
            WhoCanFix::Azure => fix::azure(),
            WhoCanFix::Latchkey => fix::latchkey(),
        });
        for detail in &error.details {
            print_message(&format!("  {}: {}", detail.label, detail.value));
        }
        if let Some(id) = &error.correlation_id {
            print_message(&format!("  {}", terminal::correlation_id(id)));
        }
    }

    fn code(&self) -> ErrorCode {
        match self {
            Self::App(error) => error.code,
            Self::Interaction(_) | Self::SignIn(_) => ErrorCode::SignInRequired,
            Self::Own(_) => ErrorCode::Internal,
        }
    }

    /// Whether a sign-in helps, and the message says nothing else to do.
    fn is_helped_by_login(&self) -> bool {
        match self {
            Self::App(error) => match *error.reason {
                Reason::NoCloudChosen | Reason::AzureCli { .. } | Reason::ManagedIdentity { .. } => false,
                _ => matches!(error.who_can_fix, WhoCanFix::You),
            },
            Self::SignIn(_) => true,
            Self::Own(_) | Self::Interaction(_) => false,
        }
    }

    /// Prints the failure on stderr, and what to do. Returns the exit code.
    pub(crate) fn report(self) -> ExitCode {
        self.explain();
        match self.code() {
            ErrorCode::SignInRequired => {
                if self.is_helped_by_login() {
                    print_message(&terminal::next_login());
                }
                ExitCode::from(3)
            }
            ErrorCode::ConfirmDestinations => {
                print_message(&terminal::next_confirm());
                print_message(&terminal::next_confirm_session());
                ExitCode::from(3)
            }
            ErrorCode::NoSecretStore => {
                print_message(&terminal::next_store());
                ExitCode::FAILURE
            }
            _ => ExitCode::FAILURE,
        }
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::App(Box::new(error))
    }
}

/// Prints an answer for people or for programs.
pub(crate) fn show<T: Serialize>(
    format: OutputFormat,
    answer: &T,
    header: &[String],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<(), Failure> {
    let text = match format {
        OutputFormat::Json => json(answer),
        OutputFormat::Table => table(header, rows),
    };
    print(&text)
}

/// Prints one line for each row. No cell can add a line.
fn table(header: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING);
    if !header.is_empty() {
        table.set_header(header.iter().map(|name| name.to_uppercase()));
    }
    table.add_rows(rows.into_iter().map(|row| row.into_iter().map(|cell| printable(&cell).into_owned())));
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    table.trim_fmt()
}

/// Prints a secret, and nothing else.
pub(crate) fn show_secret(secret: &Secret) -> Result<(), Failure> {
    // EXPOSE: the person asked for it on stdout.
    print(secret.expose())
}

/// Prints an answer for programs. Escapes control characters, so that a terminal ignores them and programs read them.
pub(crate) fn show_json<T: Serialize>(answer: &T) -> Result<(), Failure> {
    print(&json(answer))
}

/// JSON requires escapes for some control characters only. This escapes the others too; they occur only inside of strings.
fn json<T: Serialize>(answer: &T) -> String {
    let text = serde_json::to_string_pretty(answer).expect("views are made of texts and numbers");
    let mut escaped = String::with_capacity(text.len());
    for next in text.chars() {
        if next == '\n' || is_printable(next) {
            escaped.push(next);
        } else {
            let units = &mut [0; 2];
            for unit in next.encode_utf16(units) {
                let _text_takes_everything = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    escaped
}

/// Prints a text of this program's own and a line break.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let written = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
    match written {
        // The reader closed the pipe.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Failure::plain(terminal::not_printed(error))),
    }
}

/// Prints a message on stderr. Ignores a closed stderr.
pub(crate) fn print_message(text: &str) {
    let _closed = writeln!(io::stderr(), "{}", one_line(text));
}

/// Puts a text of several lines on one line.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.split(['\r', '\n']).filter(|line| !line.is_empty()).collect();
    printable(&lines.join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// Texts of the kind that acts somewhere, mixed with any others.
    fn hostile() -> impl Strategy<Value = String> {
        let pieces = prop_oneof![
            any::<String>(),
            any::<char>().prop_map(String::from),
            proptest::sample::select(vec![
                "\u{1b}[2J",
                "\u{1b}]0;t\u{7}",
                "\u{9b}31m",
                "\u{202e}",
                "\u{2066}",
                "\r\n",
                "\u{2028}",
                "\t",
                "\u{7f}",
                "\u{200b}",
                "\u{e0041}",
                "NAME  KIND",
                "\"",
                "\\",
            ])
            .prop_map(str::to_owned),
        ];
        proptest::collection::vec(pieces, 0..6).prop_map(|pieces| pieces.concat())
    }

    #[test]
    fn a_refusal_of_several_lines_is_said_on_one() {
        assert_eq!(one_line("AADSTS1: no.\r\nTrace ID: t\u{1b}[2J"), "AADSTS1: no. Trace ID: t\u{fffd}[2J");
        assert_eq!(one_line("plain"), "plain");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_name_acts_in_a_table_or_makes_a_row_of_its_own(cells in proptest::collection::vec(hostile(), 6)) {
            let rows = [cells[..3].to_vec(), cells[3..].to_vec()];
            let text = table(&["name", "kind", "place"].map(str::to_owned), rows);
            prop_assert!(text.chars().all(|next| next == '\n' || is_printable(next)), "{text:?}");
            prop_assert_eq!(text.split('\n').count(), 3, "{:?}", text);
        }

        #[test]
        fn programs_read_what_was_there_and_a_terminal_sees_no_order(name in hostile(), value in hostile()) {
            let answer = json!({ "list": [{ name.as_str(): value }, name], "number": 1 });
            let text = super::json(&answer);
            prop_assert!(text.chars().all(|next| next == '\n' || is_printable(next)), "{text:?}");
            prop_assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), answer);
        }
    }
}

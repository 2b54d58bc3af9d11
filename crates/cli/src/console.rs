//! The app's ports for a terminal: no clipboard, no events, and a browser only if one may be opened.

use std::{
    io::{self, IsTerminal, Read},
    path::Path,
};

use latchkey_app::{
    Clipboard, ClipboardError, CommandError, Events, Field, FileProblem, Reason, Selection, Sensitivity,
    bridge::Change,
};
use latchkey_files::ReadError;
use latchkey_identity::{Browser, BrowserError, SystemBrowser};
use latchkey_types::Secret;
use latchkey_words::terminal;
use zeroize::Zeroizing;

use crate::output::{Failure, print_message};

/// The largest size of a file with a secret, in bytes.
const LONGEST_FILE: u64 = 256 * 1024;

/// A browser, unless nothing may be opened.
pub(crate) struct TerminalBrowser {
    pub(crate) may_open: bool,
}

impl Browser for TerminalBrowser {
    fn open(&self, url: &url::Url) -> Result<(), BrowserError> {
        if self.may_open {
            return SystemBrowser::default()
                .open(url)
                .inspect_err(|_| print_message(&terminal::browser_failed()));
        }
        Err(BrowserError::NotAllowed)
    }
}

/// No clipboard: what is copied goes to stdout.
pub(crate) struct NoClipboard;

impl Clipboard for NoClipboard {
    fn write(&self, _: &Secret, _: Sensitivity) -> Result<(), ClipboardError> {
        Err(ClipboardError::Absent)
    }

    fn read(&self, _: Selection) -> Result<Option<Secret>, ClipboardError> {
        Ok(None)
    }

    fn clear(&self, _: Selection) -> Result<(), ClipboardError> {
        Ok(())
    }
}

/// Ignores events. Each command waits for its own answer.
pub(crate) struct NoEvents;

impl Events for NoEvents {
    fn notify(&self, _: Change) {}
}

/// Reads a file, or the standard input for `-`.
pub(crate) fn read_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if path != Path::new("-") {
        return latchkey_files::read(path, LONGEST_FILE).map_err(|error| unreadable(path, error));
    }
    let mut content = Zeroizing::new(Vec::with_capacity(16 * 1024));
    let read = io::stdin().lock().take(LONGEST_FILE).read_to_end(&mut content);
    read.map_err(|error| unreadable(path, error))?;
    Ok(content)
}

/// Reads a file as text.
pub(crate) fn read_text(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let content = read_file(path)?;
    let text = str::from_utf8(&content).map(|text| Zeroizing::new(text.to_owned()));
    text.map_err(|_| unreadable(path, ReadError::NotText))
}

fn unreadable(path: &Path, error: impl Into<FileProblem>) -> Failure {
    let file = path.display().to_string();
    let reason = Reason::FileUnreadable { file, field: Field::File, problem: error.into() };
    CommandError::from(reason).into()
}

/// Reads the only line of a file as a secret.
pub(crate) fn read_secret(path: &Path) -> Result<Secret, Failure> {
    Ok(Secret::new(read_text(path)?.trim_end_matches(['\r', '\n'])))
}

/// Whether the standard input is a terminal.
pub(crate) fn can_ask() -> bool {
    io::stdin().is_terminal()
}

/// Asks for a word and shows it as it is typed. Without a terminal it fails with the text `otherwise`.
pub(crate) fn ask_word(what: &str, otherwise: String) -> Result<String, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::plain(otherwise));
    }
    print_message(&format!("{what}:"));
    let mut typed = String::new();
    let read = io::stdin().read_line(&mut typed);
    read.map(|_| typed).map_err(|error| Failure::plain(terminal::input_unreadable(error)))
}

/// Asks for a client secret without showing it.
pub(crate) fn ask_secret() -> Result<Secret, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::plain(terminal::secret_needs_file()));
    }
    let typed = rpassword::prompt_password(format!("{}: ", terminal::secret()));
    typed.map(Secret::new).map_err(|error| Failure::plain(terminal::input_unreadable(error)))
}

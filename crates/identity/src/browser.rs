//! The system's browser as a port. Sign-in pages are never shown in a window of ours (RFC 8252 §8.12).

use std::{
    io,
    process::{Command, ExitStatus},
    sync::mpsc::{RecvTimeoutError, channel},
    time::Duration,
};

use url::Url;

use crate::Programs;

/// A program that cannot open a page says so within this time. One that still runs then has opened it, or is the
/// browser itself.
const PATIENCE: Duration = Duration::from_millis(250);

/// Opens a page in the system's browser.
pub trait Browser: Send + Sync {
    /// Opens the page and returns without waiting for it. Every user of the machine may learn the address: it is no
    /// secret, or leads on once.
    ///
    /// # Errors
    /// [`BrowserError`] if the system says that it could not. That none is reported does not mean that
    /// the person sees the page.
    fn open(&self, url: &Url) -> Result<(), BrowserError>;
}

/// The browser could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum BrowserError {
    /// This program is not to open one.
    #[error("no browser may be opened")]
    NotAllowed,
    /// The system could not open it.
    #[error("the system's browser could not be opened")]
    System(#[from] io::Error),
}

/// Opens pages as the system is set up to.
#[derive(Debug, Default)]
pub struct SystemBrowser {
    programs: Programs,
}

impl SystemBrowser {
    /// A browser that is started in this way.
    pub fn new(programs: Programs) -> Self {
        Self { programs }
    }
}

impl Browser for SystemBrowser {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for command in open::commands(url.as_str()) {
            match self.try_to_open(command) {
                Ok(()) => return Ok(()),
                Err(error) => last = error,
            }
        }
        Err(last.into())
    }
}

impl SystemBrowser {
    fn try_to_open(&self, command: Command) -> io::Result<()> {
        let mut child = self.programs.start(command)?;
        let (ended, has_ended) = channel();
        // Waits as long as the program runs, for the system to forget it then.
        std::thread::spawn(move || {
            // Nobody listens any more where the program took its time.
            let _sent = ended.send(child.wait());
        });
        match has_ended.recv_timeout(PATIENCE) {
            Ok(status) => check_status(status?),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => Ok(()),
        }
    }
}

/// Windows's own program has another exit code than 0 after it has opened a page.
fn check_status(status: ExitStatus) -> io::Result<()> {
    if status.success() || cfg!(windows) { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str) -> io::Result<()> {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        SystemBrowser::default().try_to_open(command)
    }

    #[test]
    fn a_program_that_fails_at_once_opens_nothing() {
        sh("exit 0").unwrap();
        assert!(sh("exit 3").unwrap_err().to_string().contains('3'));
        sh("sleep 1; exit 3").unwrap();
        let missing = Command::new("latchkey-has-no-such-program");
        let error = SystemBrowser::default().try_to_open(missing).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}

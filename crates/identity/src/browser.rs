//! The system's browser as a port. Sign-in pages are never shown in a window of ours (RFC 8252 §8.12).

use std::io;

use url::Url;

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
#[error("the system's browser could not be opened")]
pub struct BrowserError(#[from] io::Error);

/// Opens pages as the system is set up to.
#[derive(Debug, Default)]
pub struct SystemBrowser;

impl Browser for SystemBrowser {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that opens a browser")]
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        open::that_detached(url.as_str()).map_err(BrowserError::from)
    }
}

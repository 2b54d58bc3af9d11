//! The system's browser.

use latchkey_identity::{Browser, BrowserError};
use url::Url;

/// Opens addresses as the system is set up to.
pub(crate) struct SystemBrowser;

impl Browser for SystemBrowser {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that opens a browser")]
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        open::that_detached(url.as_str()).map_err(BrowserError::from)
    }
}

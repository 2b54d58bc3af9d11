//! The system's clipboard. Secrets carry the mark that asks clipboard histories to pass them by.

use std::sync::{Mutex, MutexGuard};

use arboard::Clipboard as Arboard;
use latchkey_app::{Clipboard, ClipboardError, Sensitivity};
use latchkey_types::Secret;

/// Opened at the first use and kept: on X11 the program that copied serves the text.
#[derive(Default)]
pub(crate) struct SystemClipboard {
    opened: Mutex<Option<Arboard>>,
}

impl SystemClipboard {
    fn with<T>(
        &self,
        act: impl FnOnce(&mut Arboard) -> Result<T, arboard::Error>,
    ) -> Result<T, ClipboardError> {
        let mut opened: MutexGuard<'_, Option<Arboard>> =
            self.opened.lock().expect("no holder of this lock panics");
        if opened.is_none() {
            *opened = Some(Arboard::new().map_err(|error| failed(&error))?);
        }
        let clipboard = opened.as_mut().expect("it was opened in the line above");
        act(clipboard).map_err(|error| failed(&error))
    }
}

impl Clipboard for SystemClipboard {
    fn write(&self, text: &Secret, sensitivity: Sensitivity) -> Result<(), ClipboardError> {
        self.with(|clipboard| {
            let set = clipboard.set();
            let set = if sensitivity == Sensitivity::Secret { unremembered(set) } else { set };
            // EXPOSE: the person asked for this text on the clipboard.
            set.text(text.expose())
        })
    }

    fn read(&self) -> Result<Option<Secret>, ClipboardError> {
        self.with(|clipboard| match clipboard.get_text() {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(arboard::Error::ContentNotAvailable) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn clear(&self) -> Result<(), ClipboardError> {
        self.with(Arboard::clear)
    }
}

fn failed(error: &arboard::Error) -> ClipboardError {
    ClipboardError(error.to_string())
}

#[cfg(target_os = "linux")]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtLinux::exclude_from_history(set)
}

#[cfg(target_os = "macos")]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    arboard::SetExtApple::exclude_from_history(set)
}

#[cfg(windows)]
fn unremembered(set: arboard::Set<'_>) -> arboard::Set<'_> {
    let set = arboard::SetExtWindows::exclude_from_monitoring(set);
    let set = arboard::SetExtWindows::exclude_from_cloud(set);
    arboard::SetExtWindows::exclude_from_history(set)
}

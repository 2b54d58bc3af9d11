//! The system's clipboard. Secrets carry the mark that asks clipboard histories to pass them by.

use std::sync::{Mutex, MutexGuard};

use arboard::Clipboard as Arboard;
use latchkey_app::{Clipboard, ClipboardError, Selection, Sensitivity};
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

    fn read(&self, selection: Selection) -> Result<Option<Secret>, ClipboardError> {
        self.with(|clipboard| match read(clipboard, selection) {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(error) if is_nothing(&error, selection) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn clear(&self, selection: Selection) -> Result<(), ClipboardError> {
        self.with(|clipboard| clear(clipboard, selection))
    }
}

/// Not every system has what is merely selected, and not every desktop shows it to a program.
fn is_nothing(error: &arboard::Error, selection: Selection) -> bool {
    match error {
        arboard::Error::ContentNotAvailable => true,
        arboard::Error::ClipboardNotSupported => selection == Selection::Primary,
        _ => false,
    }
}

#[cfg(target_os = "linux")]
fn kind(selection: Selection) -> arboard::LinuxClipboardKind {
    match selection {
        Selection::Clipboard => arboard::LinuxClipboardKind::Clipboard,
        Selection::Primary => arboard::LinuxClipboardKind::Primary,
    }
}

#[cfg(target_os = "linux")]
fn read(clipboard: &mut Arboard, selection: Selection) -> Result<String, arboard::Error> {
    arboard::GetExtLinux::clipboard(clipboard.get(), kind(selection)).text()
}

#[cfg(target_os = "linux")]
fn clear(clipboard: &mut Arboard, selection: Selection) -> Result<(), arboard::Error> {
    arboard::ClearExtLinux::clipboard(clipboard.clear_with(), kind(selection))
}

#[cfg(not(target_os = "linux"))]
fn read(clipboard: &mut Arboard, selection: Selection) -> Result<String, arboard::Error> {
    match selection {
        Selection::Clipboard => clipboard.get_text(),
        Selection::Primary => Err(arboard::Error::ClipboardNotSupported),
    }
}

#[cfg(not(target_os = "linux"))]
fn clear(clipboard: &mut Arboard, selection: Selection) -> Result<(), arboard::Error> {
    match selection {
        Selection::Clipboard => clipboard.clear(),
        Selection::Primary => Ok(()),
    }
}

fn failed(error: &arboard::Error) -> ClipboardError {
    ClipboardError::System { cause: error.to_string() }
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

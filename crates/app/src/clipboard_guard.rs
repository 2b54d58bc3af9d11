//! What was copied is taken away again: after 30 seconds and at exit, if it is still there.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::Timestamp;
use latchkey_types::{Clock, Secret};

use crate::{Clipboard, ClipboardError, Sensitivity};

/// How long a secret stays on the clipboard.
pub(crate) const STAY: Duration = Duration::from_secs(30);
/// Another program can hold the clipboard for a moment.
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_secs(1);

/// Watches over the last secret that was copied.
pub(crate) struct ClipboardGuard {
    clipboard: Arc<dyn Clipboard>,
    clock: Arc<dyn Clock>,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    /// Counts copies, so that an older timer does not touch a newer copy.
    copies: u64,
    value: Option<Secret>,
}

impl ClipboardGuard {
    pub(crate) fn new(clipboard: Arc<dyn Clipboard>, clock: Arc<dyn Clock>) -> Arc<Self> {
        Arc::new(Self { clipboard, clock, last: Mutex::default() })
    }

    /// Copies a secret, and returns when it will be taken away.
    pub(crate) fn copy_secret(self: &Arc<Self>, value: Secret) -> Result<Timestamp, ClipboardError> {
        let copy = {
            let mut last = self.lock();
            self.clipboard.write(&value, Sensitivity::Secret)?;
            last.copies += 1;
            last.value = Some(value);
            last.copies
        };
        let clears_at = self.clock.now() + STAY;
        let guard = Arc::clone(self);
        tokio::spawn(async move {
            guard.clock.sleep(STAY).await;
            for _ in 0..TRIES {
                if guard.take_away_copy(Some(copy)) {
                    return;
                }
                guard.clock.sleep(BETWEEN_TRIES).await;
            }
        });
        Ok(clears_at)
    }

    /// Copies a text that is no secret.
    pub(crate) fn copy_plain(&self, text: &str) -> Result<(), ClipboardError> {
        self.clipboard.write(&Secret::new(text), Sensitivity::Plain)
    }

    /// Empties the clipboard if it still holds the last secret.
    pub(crate) fn take_away(&self) {
        self.take_away_copy(None);
    }

    /// The same for one copy, unless a newer one took its place. False if the clipboard was busy: the
    /// secret is then remembered, to be taken away later.
    fn take_away_copy(&self, copy: Option<u64>) -> bool {
        let mut last = self.lock();
        if copy.is_some_and(|copy| copy != last.copies) {
            return true;
        }
        let Some(value) = &last.value else { return true };
        let result = match self.clipboard.read() {
            Ok(Some(present)) if present.matches(value) => self.clipboard.clear(),
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        };
        match result {
            Ok(()) => {
                last.value = None;
                true
            }
            Err(error) => {
                tracing::warn!(%error, "the clipboard was not cleared");
                false
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Last> {
        self.last.lock().expect("no holder of this lock panics")
    }
}

#[cfg(test)]
mod tests;

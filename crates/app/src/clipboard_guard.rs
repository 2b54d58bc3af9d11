//! What was copied is taken away again: after 30 seconds, when the app locks and at exit, if it is still there.
//!
//! A key that is shown is watched for as long: whatever copied it off the page, it does not stay. On X11 a text that
//! is merely selected is on a clipboard of its own, so both are looked at.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;
use latchkey_types::{Clock, Secret};
use url::Url;

use parking_lot::{Mutex, MutexGuard};

use crate::{
    AppError, Clipboard, ClipboardError, Reason, Selection, Sensitivity, lock::LockListener,
    session::Released, tasks::Tasks, unlocked::Unlocked,
};

/// How long a secret stays on the clipboard, and a key on the screen.
pub(crate) const SECRET_LIFETIME: Duration = Duration::from_secs(30);
/// Another program can hold the clipboard for a moment.
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_secs(1);
/// Bytes of the longest text that is copied.
const LONGEST_TEXT: usize = 100_000;

/// Watches over the secrets of the last 30 seconds.
pub(crate) struct ClipboardGuard {
    clipboard: Arc<dyn Clipboard>,
    clock: Arc<dyn Clock>,
    tasks: Tasks,
    watched: Mutex<Watched>,
}

#[derive(Default)]
struct Watched {
    /// Counts secrets, so that an older timer does not touch a newer copy.
    count: u64,
    secrets: Vec<WatchedSecret>,
}

struct WatchedSecret {
    number: u64,
    value: Secret,
    rule: MatchRule,
}

/// By what a text on the clipboard is known for the secret.
#[derive(Clone, Copy)]
enum MatchRule {
    /// It is the secret: the app copied it. A text around it is somebody's own.
    Whole,
    /// It has the secret in it: the page can be copied as a whole.
    Part,
    /// It has more in it than the secret, which was copied by itself meanwhile and has a time of its own.
    Around,
}

impl WatchedSecret {
    /// Whether a secret that is still watched is the same as one whose time is over. That a key is shown gives a copy
    /// of it no more time.
    fn replaces(&self, over: &Self) -> bool {
        let is_longer = match self.rule {
            MatchRule::Whole => true,
            MatchRule::Part => !matches!(over.rule, MatchRule::Whole),
            MatchRule::Around => false,
        };
        is_longer && self.value.matches(&over.value)
    }
}

impl ClipboardGuard {
    pub(crate) fn new(clipboard: Arc<dyn Clipboard>, clock: Arc<dyn Clock>, tasks: Tasks) -> Arc<Self> {
        Arc::new(Self { clipboard, clock, tasks, watched: Mutex::default() })
    }

    /// Copies a secret, and returns when it will be taken away.
    ///
    /// # Errors
    /// [`Reason::ClipboardUnavailable`].
    pub(crate) fn copy_secret(self: &Arc<Self>, secret: Released) -> Result<Timestamp, AppError> {
        self.copy(secret.into_secret())
    }

    /// Copies a sign-in link, which works once.
    ///
    /// # Errors
    /// [`Reason::ClipboardUnavailable`].
    pub(crate) fn copy_link(self: &Arc<Self>, link: &Url) -> Result<Timestamp, AppError> {
        self.copy(Secret::new(link.as_str()))
    }

    fn copy(self: &Arc<Self>, value: Secret) -> Result<Timestamp, AppError> {
        let mut watched = self.lock();
        self.clipboard.write(&value, Sensitivity::Secret)?;
        Ok(self.watch(&mut watched, value, MatchRule::Whole))
    }

    /// Watches over a key that the window shows, and returns when it has to hide it.
    pub(crate) fn watch_revealed(self: &Arc<Self>, value: Secret) -> Timestamp {
        self.watch(&mut self.lock(), value, MatchRule::Part)
    }

    /// Copies a text that is no secret: an address, an id, a snippet.
    ///
    /// # Errors
    /// [`Reason::TextTooLong`] for more than 100,000 bytes; [`Reason::ClipboardUnavailable`].
    pub(crate) fn copy_plain(&self, _: &Unlocked, text: &str) -> Result<(), AppError> {
        if text.len() > LONGEST_TEXT {
            return Err(Reason::TextTooLong.into());
        }
        Ok(self.clipboard.write(&Secret::new(text), Sensitivity::Plain)?)
    }

    /// Takes every secret away that is still there.
    pub(crate) fn clear_secrets(&self) {
        self.clear_matching(|_| true);
    }

    fn watch(self: &Arc<Self>, watched: &mut Watched, value: Secret, rule: MatchRule) -> Timestamp {
        watched.count += 1;
        let number = watched.count;
        watched.secrets.push(WatchedSecret { number, value, rule });
        let ends_at = self.clock.now() + SECRET_LIFETIME;
        let guard = Arc::clone(self);
        self.tasks.spawn(async move {
            guard.clock.sleep(SECRET_LIFETIME).await;
            for _ in 0..TRIES {
                if guard.clear_matching(|secret| secret.number == number) {
                    return;
                }
                guard.clock.sleep(BETWEEN_TRIES).await;
            }
        });
        ends_at
    }

    /// Forgets these secrets, and empties each selection that holds one of them, unless the same secret was copied or
    /// shown anew. False if the clipboard was busy: they are then remembered, to be taken away later.
    fn clear_matching(&self, is_meant: impl Fn(&WatchedSecret) -> bool) -> bool {
        let mut watched = self.lock();
        let (meant, staying): (Vec<_>, Vec<_>) = watched.secrets.drain(..).partition(is_meant);
        watched.secrets = staying;
        let is_anew = |one: &WatchedSecret| watched.secrets.iter().any(|other| other.replaces(one));
        let (anew, mut meant): (Vec<_>, Vec<_>) = meant.into_iter().partition(is_anew);
        // The key alone has the time of its copy; what was copied off the page around it has not.
        let is_still_shown = |one: &WatchedSecret| {
            watched
                .secrets
                .iter()
                .any(|other| matches!(other.rule, MatchRule::Part) && other.value.matches(&one.value))
        };
        let off_the_page =
            anew.into_iter().filter(|one| !matches!(one.rule, MatchRule::Whole) && !is_still_shown(one));
        meant.extend(off_the_page.map(|one| WatchedSecret { rule: MatchRule::Around, ..one }));
        if meant.is_empty() {
            return true;
        }
        let emptied = Selection::ALL.into_iter().map(|selection| self.empty(selection, &meant));
        // Each is tried, whatever became of the others.
        let result = emptied.fold(Ok(()), Result::and);
        if let Err(error) = &result {
            tracing::warn!(%error, "the clipboard was not cleared");
            watched.secrets.extend(meant);
        }
        result.is_ok()
    }

    fn empty(&self, selection: Selection, secrets: &[WatchedSecret]) -> Result<(), ClipboardError> {
        let Some(present) = self.clipboard.read(selection)? else { return Ok(()) };
        let holds = |secret: &WatchedSecret| match secret.rule {
            MatchRule::Whole => present.matches(&secret.value),
            // EXPOSE: looks for one text in the other, and hands out neither.
            MatchRule::Part => present.expose().contains(secret.value.expose()),
            // EXPOSE: the same.
            MatchRule::Around => {
                present.expose().contains(secret.value.expose()) && !present.matches(&secret.value)
            }
        };
        if secrets.iter().any(holds) { self.clipboard.clear(selection) } else { Ok(()) }
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.watched.lock()
    }
}

impl LockListener for ClipboardGuard {
    fn drop_secrets(&self) {
        self.clear_secrets();
    }
}

impl From<ClipboardError> for AppError {
    fn from(error: ClipboardError) -> Self {
        match error {
            ClipboardError::Absent => Reason::ClipboardUnavailable { cause: None }.into(),
            ClipboardError::System { cause } => Reason::ClipboardUnavailable { cause: Some(cause) }.into(),
        }
    }
}

#[cfg(test)]
mod tests;

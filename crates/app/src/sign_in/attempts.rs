//! The sign-in that is under way or has failed: there is one at a time, and a newer one cancels it.

use std::sync::{Arc, Mutex, MutexGuard};

use latchkey_identity::AccountKey;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::BrowserSignIn;
use crate::{
    AppError, Events, Reason,
    bridge::{Change, CommandError, SignInOutcome, SignInProgress},
    lock::{Busy, LockListener},
};

/// The current attempt.
pub(crate) struct Attempts {
    events: Arc<dyn Events>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Attempt>,
    /// Counts attempts, so that an older one does not touch a newer one.
    count: u64,
}

struct Attempt {
    number: u64,
    progress: SignInProgress,
    follower: watch::Sender<Step>,
    /// Where a device code is typed, once there is one.
    page: Option<Url>,
    /// What it takes to begin again, where it waits for the browser.
    again: Option<BrowserSignIn>,
    cancel: CancellationToken,
    /// Whether the session is being kept: from here on it cannot be cancelled any more.
    is_finishing: bool,
    /// Who has to sign in to unlock the app, if that is what it is for.
    unlocks: Option<AccountKey>,
    /// A person is in the browser.
    busy: Option<Busy>,
}

/// How far an attempt is, for whoever waits for its end.
#[derive(Debug, Clone)]
enum Step {
    UnderWay(SignInProgress),
    Ended(Result<SignInOutcome, CommandError>),
}

/// What stands before the person: a page that is no secret, or a browser that has used its link up.
pub(super) enum OpenPage {
    Page(Url),
    Browser(Box<BrowserSignIn>),
}

/// What an attempt is for, at its end.
pub(super) enum Purpose {
    /// To sign somebody in.
    SignIn,
    /// To unlock the app, by this account.
    Unlock(AccountKey),
    /// Nothing any more: it was cancelled, or another attempt has begun.
    Cancelled,
}

/// What an attempt is begun with.
pub(super) struct Beginning {
    pub(super) cancel: CancellationToken,
    pub(super) again: Option<BrowserSignIn>,
    pub(super) unlocks: Option<AccountKey>,
    pub(super) busy: Busy,
}

/// Follows one attempt to its end.
pub(crate) struct Follower(watch::Receiver<Step>);

impl Follower {
    /// Waits until the attempt ends; each step on the way is told.
    ///
    /// # Errors
    /// Why it failed; that it was cancelled.
    pub(crate) async fn end(
        mut self,
        mut on_progress: impl FnMut(&SignInProgress),
    ) -> Result<SignInOutcome, CommandError> {
        loop {
            match self.0.borrow_and_update().clone() {
                Step::UnderWay(progress) => on_progress(&progress),
                Step::Ended(outcome) => return outcome,
            }
            if self.0.changed().await.is_err() {
                return Err(Reason::SignInCancelled.into());
            }
        }
    }
}

impl Attempts {
    pub(crate) fn new(events: Arc<dyn Events>) -> Arc<Self> {
        Arc::new(Self { events, state: Mutex::default() })
    }

    /// How far the current attempt is.
    pub(crate) fn progress(&self) -> Option<SignInProgress> {
        self.lock().current.as_ref().map(|attempt| attempt.progress.clone())
    }

    /// Makes a new attempt the current one and cancels the one before; its number. None while a session
    /// is being kept, for then somebody is about to be signed in.
    pub(super) fn begin(&self, beginning: Beginning) -> Option<(u64, Follower)> {
        let Beginning { cancel, again, unlocks, busy } = beginning;
        let (follower, receiver) = watch::channel(Step::UnderWay(SignInProgress::Discovering));
        let number = {
            let mut state = self.lock();
            if state.current.as_ref().is_some_and(|attempt| attempt.is_finishing) {
                return None;
            }
            state.count += 1;
            let number = state.count;
            let earlier = state.current.replace(Attempt {
                number,
                progress: SignInProgress::Discovering,
                follower,
                page: None,
                again,
                cancel,
                is_finishing: false,
                unlocks,
                busy: Some(busy),
            });
            if let Some(earlier) = earlier {
                earlier.cancel.cancel();
            }
            number
        };
        self.events.notify(Change::SignIn);
        Some((number, Follower(receiver)))
    }

    /// Ends the attempt; the listener closes. Whether there was one.
    pub(crate) fn cancel(&self) -> bool {
        let Some(attempt) = self.lock().current.take_if(|attempt| !attempt.is_finishing) else {
            return false;
        };
        attempt.cancel.cancel();
        let was_under_way = attempt.busy.is_some();
        drop(attempt);
        if was_under_way {
            self.events.notify(Change::SignInEnded { outcome: SignInOutcome::Cancelled });
        } else {
            self.events.notify(Change::SignIn);
        }
        true
    }

    /// Puts a failed attempt away.
    pub(crate) fn dismiss_failure(&self) {
        let is_failed = |attempt: &mut Attempt| matches!(attempt.progress, SignInProgress::Failed { .. });
        self.lock().current.take_if(is_failed);
        self.events.notify(Change::SignIn);
    }

    /// An attempt has come further.
    pub(super) fn advance(&self, number: u64, progress: SignInProgress, page: Option<Url>) {
        if let Some(attempt) = self.lock().current.as_mut().filter(|attempt| attempt.number == number) {
            attempt.follower.send_replace(Step::UnderWay(progress.clone()));
            attempt.progress = progress;
            attempt.page = page;
        }
        self.events.notify(Change::SignIn);
    }

    /// From here on the attempt cannot be cancelled.
    pub(super) fn finish(&self, number: u64) -> Purpose {
        let mut state = self.lock();
        let current = state.current.as_mut().filter(|attempt| attempt.number == number);
        let Some(attempt) = current else { return Purpose::Cancelled };
        attempt.is_finishing = true;
        attempt.unlocks.clone().map_or(Purpose::SignIn, Purpose::Unlock)
    }

    /// An attempt has ended.
    pub(super) fn end(&self, number: u64, outcome: Result<SignInOutcome, AppError>) {
        let outcome = outcome.map_err(CommandError::from);
        let told = outcome.clone().unwrap_or(SignInOutcome::Failed);
        {
            let mut state = self.lock();
            let Some(attempt) = state.current.as_mut().filter(|attempt| attempt.number == number) else {
                return;
            };
            attempt.follower.send_replace(Step::Ended(outcome.clone()));
            match outcome {
                Ok(_) => state.current = None,
                Err(error) => {
                    attempt.is_finishing = false;
                    attempt.page = None;
                    attempt.busy = None;
                    attempt.progress = SignInProgress::Failed { error };
                }
            }
        }
        self.events.notify(Change::SignInEnded { outcome: told });
    }

    /// The page of the sign-in, if one waits for the person.
    ///
    /// # Errors
    /// [`Reason::NoSignInWaiting`].
    pub(super) fn open_page(&self) -> Result<OpenPage, AppError> {
        let state = self.lock();
        let attempt = state.current.as_ref().ok_or(Reason::NoSignInWaiting)?;
        match (&attempt.progress, &attempt.page, &attempt.again) {
            (SignInProgress::Waiting { .. }, _, Some(again)) => {
                Ok(OpenPage::Browser(Box::new(again.clone())))
            }
            (_, Some(page), _) => Ok(OpenPage::Page(page.clone())),
            _ => Err(Reason::NoSignInWaiting.into()),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder of this lock panics")
    }
}

impl LockListener for Attempts {
    fn on_lock(&self) {
        self.cancel();
    }
}

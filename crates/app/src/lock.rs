//! The lock: while it holds, nothing of the session is shown or handed out.
//!
//! It protects a desk that somebody has left: whoever sits down at it sees no key, copies no token and changes nothing
//! with Latchkey. It is no protection against whoever can run programs as this user: the session lies in the system's
//! store, which is open for all of the user's programs, the command line among them. Unlocking is a sign-in in the
//! browser as the account with the most to lose (`prompt=login`), whichever cloud is worked with; a browser that keeps
//! a session, in the hands of somebody who edits the address of that page, is as good as the password. Where no person's
//! session is kept there is nobody to ask: a click unlocks it, once the system's store has given the sessions' keys.

mod keeper;
mod watch;

use std::{
    sync::{Arc, Mutex, MutexGuard, Weak},
    time::Duration,
};

use latchkey_identity::{Account, AccountKind};
use tokio::sync::Notify;

use crate::{
    App, Change, CommandError, ErrorCode,
    bridge::{AppOverview, LockReason, LockSettings, SessionTimer},
    connection::Connection,
};
pub(crate) use keeper::Keeper;
use keeper::keeper_of;
use watch::Watch;
pub(crate) use watch::{Locked, Moment};

/// The longest time without a person that can be set: a day.
const LONGEST_MINUTES: u32 = 24 * 60;

/// What the lock keeps in mind.
pub(crate) struct Lock {
    state: Mutex<LockState>,
    /// Tells whoever watches that something is different.
    changed: Arc<Notify>,
    /// Locking and unlocking take turns.
    turn: tokio::sync::Mutex<()>,
}

struct LockState {
    locked: Option<Locked>,
    /// Who has to unlock, once that is known.
    unlocker: Option<Account>,
    /// Whether everything that a locked app must not have was dropped.
    is_dropped: bool,
    /// None while nobody watches, as on the command line: then nothing locks by itself.
    watch: Option<Watch>,
}

impl Lock {
    pub(crate) fn new() -> Self {
        Self {
            state: Mutex::new(LockState { locked: None, unlocker: None, is_dropped: false, watch: None }),
            changed: Arc::default(),
            turn: tokio::sync::Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, LockState> {
        self.state.lock().expect("no holder of this lock panics")
    }
}

impl App {
    /// Takes up the lock that the last run left, and begins to look out for a person who has gone and a machine that
    /// was suspended. The window's shell calls this once; a command line is used by somebody who is there.
    pub fn keep_watch(self: &Arc<Self>) {
        {
            let mut state = self.lock.state();
            if state.watch.is_some() {
                return;
            }
            state.watch = Some(Watch::from(Moment::of(&*self.ports.clock)));
            state.locked = self.settings.current().locked;
        }
        let (app, clock) = (Arc::downgrade(self), Arc::clone(&self.ports.clock));
        let changed = Arc::clone(&self.lock.changed);
        tokio::spawn(async move {
            // While it sleeps it holds nothing of the app, so that the app can end.
            while let Some(pause) = look(&app).await {
                match pause {
                    Some(pause) => tokio::select! {
                        () = clock.sleep(pause) => {}
                        () = changed.notified() => {}
                    },
                    None => changed.notified().await,
                }
            }
        });
    }

    /// A person is there: whatever locks after a time without one begins anew. If that time is over already, it locks.
    pub async fn note_activity(&self) {
        if self.refuse_if_locked().is_ok() {
            let at = Moment::of(&*self.ports.clock);
            if let Some(watch) = &mut self.lock.state().watch {
                *watch = Watch { active: at, seen: at, ..*watch };
            }
            return;
        }
        self.finish_locking().await;
    }

    /// Somebody has just signed in, which nobody does who is not there; it holds before the account is there.
    pub(crate) fn note_sign_in(&self) {
        if let Some(watch) = &mut self.lock.state().watch {
            *watch = Watch::from(Moment::of(&*self.ports.clock));
        }
    }

    /// Has whoever watches look again: somebody may be signed in now, or nobody any more.
    pub(crate) fn wake_watch(&self) {
        if self.lock.state().watch.is_some() {
            self.lock.changed.notify_one();
        }
    }

    /// Locks at once: what is revealed or copied is taken away, tokens and keys in memory are dropped.
    ///
    /// # Errors
    /// [`crate::ErrorCode::SignInRequired`] if nobody is signed in: there is nothing to lock.
    pub async fn lock_app(&self) -> Result<AppOverview, CommandError> {
        self.resume().await;
        self.refuse_if_locked()?;
        if !self.has_accounts() {
            return Err(CommandError::new(ErrorCode::SignInRequired, "Nobody is signed in.".to_owned()));
        }
        self.mark_locked(LockReason::Demand);
        self.finish_locking().await;
        Ok(self.describe_app().await)
    }

    /// Unlocks, or begins to: for a person a sign-in starts in the browser, which has to end as the same account.
    ///
    /// # Errors
    /// What keeps the sign-in from starting, or the store from giving the session.
    pub async fn unlock_app(self: &Arc<Self>) -> Result<AppOverview, CommandError> {
        self.resume().await;
        if !self.is_locked() {
            return Ok(self.describe_app().await);
        }
        // The keys were forgotten, so the store has to give them anew.
        match self.unlocker().await? {
            Some(person) if person.kind == AccountKind::User => self.start_unlocking(person).await?,
            _ => self.open_up().await,
        }
        Ok(self.describe_app().await)
    }

    /// The timers of the current account's session.
    ///
    /// # Errors
    /// [`crate::ErrorCode::SignInRequired`] if nobody is signed in.
    pub async fn describe_session(&self) -> Result<SessionTimer, CommandError> {
        self.resume().await;
        let connection = self.connection()?;
        let facts = connection.accounts().describe(connection.cloud(), &connection.account()?.key).await?;
        let skew = connection.accounts().clock_skew(connection.cloud());
        let lock = self.settings.current().lock;
        Ok(SessionTimer {
            signed_in_at: facts.signed_in_at,
            locks_at: self.lock.state().watch.and_then(|watch| watch.locks_at(lock)),
            token_renews_after: facts.token.map(|token| token.renew_after),
            token_expires_at: facts.token.map(|token| token.expires_at),
            clock_ahead_ms: skew.and_then(|skew| i64::try_from(skew.ahead.as_millis()).ok()),
            lock,
        })
    }

    /// When the app locks by itself.
    pub fn describe_lock_settings(&self) -> LockSettings {
        self.settings.current().lock
    }

    /// Sets when the app locks by itself. It holds from now on.
    ///
    /// # Errors
    /// [`crate::ErrorCode::Invalid`] for less than a minute or more than a day.
    pub fn save_lock_settings(&self, settings: LockSettings) -> Result<LockSettings, CommandError> {
        self.refuse_if_locked()?;
        if settings.after_minutes.is_some_and(|minutes| !(1..=LONGEST_MINUTES).contains(&minutes)) {
            return Err(CommandError::invalid("afterMinutes", "Enter a time from one minute to a day."));
        }
        let kept = self.settings.change(|kept| kept.lock = settings)?.lock;
        let at = Moment::of(&*self.ports.clock);
        if let Some(watch) = &mut self.lock.state().watch {
            *watch = Watch::from(at);
        }
        self.lock.changed.notify_one();
        Ok(kept)
    }

    /// Refuses while the app is locked; and locks it if it should be by now, whether or not whoever watches has woken.
    pub(crate) fn refuse_if_locked(&self) -> Result<(), CommandError> {
        if self.is_locked() {
            return Err(CommandError::locked());
        }
        let overdue = self.overdue();
        if let Some(reason) = overdue {
            self.mark_locked(reason);
            self.lock.changed.notify_one();
            return Err(CommandError::locked());
        }
        Ok(())
    }

    pub(crate) fn is_locked(&self) -> bool {
        self.lock.state().locked.is_some()
    }

    /// Lifts the lock.
    pub(crate) async fn open_up(&self) {
        let _turn = self.lock.turn.lock().await;
        {
            let mut state = self.lock.state();
            state.locked = None;
            state.unlocker = None;
            if state.watch.is_some() {
                state.watch = Some(Watch::from(Moment::of(&*self.ports.clock)));
            }
        }
        self.remember_lock(None);
        self.ports.clouds.open_emulated();
        for connection in self.connections() {
            connection.accounts().open();
        }
        self.lock.changed.notify_one();
        self.ports.events.notify(Change::App);
    }

    /// Closes a connection that came into being while the app was locked.
    pub(crate) async fn close_if_locked(&self, connection: &Connection) {
        if self.is_locked() {
            self.ports.clouds.shut_emulated();
            connection.accounts().close().await;
        }
    }

    /// Why the app should be locked by now. What is under way is somebody's doing: a sign-in in the browser, a key
    /// that is being regenerated.
    fn overdue(&self) -> Option<LockReason> {
        let watch = self.lock.state().watch?;
        let overdue = watch.overdue(Moment::of(&*self.ports.clock), self.settings.current().lock)?;
        let is_busy = self.regenerations.is_any() || self.state().has_attempt_under_way();
        (overdue != LockReason::Idle || !is_busy).then_some(overdue).filter(|_| self.has_accounts())
    }

    /// From here on every command refuses.
    fn mark_locked(&self, reason: LockReason) {
        let unlocker = self.known_unlocker();
        let by = keeper_of(unlocker.as_ref());
        let locked = Locked { since: self.ports.clock.now(), reason, by };
        {
            let mut state = self.lock.state();
            if state.locked.is_some() {
                return;
            }
            state.locked = Some(locked.clone());
            state.unlocker = unlocker;
            state.is_dropped = false;
        }
        self.cancel_sign_in();
        self.ports.clouds.shut_emulated();
        self.remember_lock(Some(locked));
        // The window hides what it shows now: what is dropped next can wait for the store to be asked.
        self.ports.events.notify(Change::App);
    }

    /// Drops what a locked app must not have. It can be called at any time, and more than once.
    async fn finish_locking(&self) {
        let _turn = self.lock.turn.lock().await;
        {
            let state = self.lock.state();
            if state.locked.is_none() || state.is_dropped {
                return;
            }
        }
        self.clipboard.take_away();
        // Clouds that were not opened in this run can have somebody with more to lose.
        if let Err(error) = self.unlocker().await {
            tracing::warn!(error = error.message, "who has to unlock is looked for once more then");
        }
        for connection in self.connections() {
            connection.accounts().close().await;
            connection.shelf().empty();
        }
        self.vault.forget_keys();
        self.lock.state().is_dropped = true;
        self.ports.events.notify(Change::App);
    }

    fn remember_lock(&self, locked: Option<Locked>) {
        // Only the window's lock outlives a run; a file that cannot be written keeps nobody from locking.
        if self.lock.state().watch.is_some()
            && let Err(error) = self.settings.change(|settings| settings.locked = locked)
        {
            tracing::warn!(error = error.message, "the lock will not outlive this run");
        }
    }
}

/// Looks whether the app has to be locked, and locks it; for how long nothing has to be looked at then. None when the
/// app has ended.
async fn look(app: &Weak<App>) -> Option<Option<Duration>> {
    let app = app.upgrade()?;
    if app.refuse_if_locked().is_err() {
        app.finish_locking().await;
        return Some(None);
    }
    if !app.has_accounts() {
        // There is nothing to lock; whoever signs in wakes it.
        return Some(None);
    }
    let settings = app.settings.current().lock;
    let at = Moment::of(&*app.ports.clock);
    let mut state = app.lock.state();
    let Some(watch) = &mut state.watch else { return Some(None) };
    let pause = watch.pause(at, settings);
    *watch = Watch { seen: at, looks_at: pause.and_then(|pause| at.now.checked_add(pause).ok()), ..*watch };
    Some(pause)
}

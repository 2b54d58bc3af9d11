//! The lock: while it holds, nothing of a session is shown or handed out.
//!
//! It protects a desk that somebody has left: whoever sits down at it sees no key, copies no token and changes nothing
//! with Latchkey. It is no protection against whoever can run programs as this user: the session lies in the system's
//! store, which is open for all of the user's programs, the command line among them. Unlocking is a sign-in in the
//! browser as the account with the most to lose (`prompt=login`), whichever cloud is worked with; a browser that keeps
//! a session, in the hands of somebody who edits the address of that page, is as good as the password. Where no person's
//! session is kept there is nobody to ask: a click unlocks it, once the system's store has given the sessions' keys.

mod unlocker;
mod watch;

use std::{
    sync::{
        Arc, Mutex, MutexGuard, Weak,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use latchkey_identity::Account;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    AppError, Ports, Reason,
    bridge::{Change, LockReason, LockSettings},
    connections::{Connections, EmulatedHold},
    profile::{Locked, Profile, Unlocker},
    tasks::Tasks,
};
pub(crate) use watch::Moment;
use watch::Watch;

/// The longest time without a person that can be set: a day.
const LONGEST_MINUTES: u32 = 24 * 60;

/// Has something that a locked app must not have.
pub(crate) trait LockListener: Send + Sync {
    /// The app is locked from now on. It must not wait for anything.
    fn on_lock(&self) {}

    /// Drops the secrets that it holds.
    fn drop_secrets(&self) {}
}

/// Whether the app is locked, and when it locks by itself.
pub(crate) struct Lock {
    ports: Ports,
    profile: Arc<Profile>,
    connections: Arc<Connections>,
    listeners: Vec<Arc<dyn LockListener>>,
    state: Mutex<LockState>,
    /// People who are in the browser for a sign-in.
    busy: AtomicUsize,
    /// Tells the watch that something is different.
    changed: Arc<Notify>,
    /// Locking and unlocking take turns.
    turn: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct LockState {
    locked: Option<Locked>,
    /// Who has to unlock, once that is known.
    unlocker: Option<Account>,
    /// Whether everything that a locked app must not have was dropped.
    is_dropped: bool,
    /// None while nobody watches, as on the command line: then nothing locks by itself.
    watch: Option<Watch>,
    /// Ends the sessions that were given out while the app was unlocked.
    sessions: CancellationToken,
}

/// Proof that the app was unlocked when a command came in.
pub(crate) struct Unlocked(());

/// While it lives, a person is in the browser, and the app does not lock for want of one.
pub(crate) struct Busy(Arc<Lock>);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.busy.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Lock {
    pub(crate) fn new(
        ports: Ports,
        profile: Arc<Profile>,
        connections: Arc<Connections>,
        listeners: Vec<Arc<dyn LockListener>>,
    ) -> Arc<Self> {
        let changed = connections.changed();
        let (state, busy, turn) = Default::default();
        Arc::new(Self { ports, profile, connections, listeners, state, busy, changed, turn })
    }

    /// Takes over the lock that the last run left, and begins to look out for a person who has gone and a machine that
    /// was suspended. The window's shell calls this once; a command line is used by somebody who is there.
    pub(crate) fn keep_watch(self: &Arc<Self>, tasks: &Tasks) {
        {
            let mut state = self.state();
            if state.watch.is_some() {
                return;
            }
            state.watch = Some(Watch::from(self.moment()));
            state.locked = self.profile.settings.current().locked;
            if state.locked.is_some() {
                state.sessions.cancel();
                self.connections.begin_closing();
            }
        }
        let (lock, clock) = (Arc::downgrade(self), Arc::clone(&self.ports.clock));
        let changed = Arc::clone(&self.changed);
        tasks.spawn(async move {
            // While it sleeps it holds nothing of the app, so that the app can end.
            while let Some(pause) = look(&lock).await {
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

    /// Refuses while the app is locked; and locks it if it should be by now, whether or not the watch has woken.
    pub(crate) fn unlocked(&self) -> Result<Unlocked, AppError> {
        if self.is_locked() {
            return Err(Reason::Locked.into());
        }
        if let Some(reason) = self.overdue() {
            self.mark_locked(reason);
            self.changed.notify_one();
            return Err(Reason::Locked.into());
        }
        Ok(Unlocked(()))
    }

    pub(crate) fn is_locked(&self) -> bool {
        self.state().locked.is_some()
    }

    /// Is cancelled when the app is locked.
    ///
    /// # Errors
    /// [`Reason::Locked`] if it is.
    pub(crate) fn ends_sessions(&self) -> Result<CancellationToken, AppError> {
        let Unlocked(()) = self.unlocked()?;
        Ok(self.state().sessions.clone())
    }

    /// A person is there: whatever locks after a time without one begins anew. If that time is over already, it locks.
    pub(crate) async fn note_activity(&self) {
        if self.unlocked().is_ok() {
            let at = self.moment();
            if let Some(watch) = &mut self.state().watch {
                *watch = Watch { active: at, seen: at, ..*watch };
            }
            return;
        }
        self.finish_locking().await;
    }

    /// Somebody has just signed in, which nobody does who is not there; it holds before the account is there.
    pub(crate) fn note_sign_in(&self) {
        if let Some(watch) = &mut self.state().watch {
            *watch = Watch::from(self.moment());
        }
    }

    /// Keeps the emulated clouds of this program open for a job, even if the app is locked.
    pub(crate) fn hold_emulated(&self) -> EmulatedHold {
        self.connections.hold_emulated()
    }

    /// A person is in the browser until the returned guard is dropped.
    pub(crate) fn keep_busy(self: &Arc<Self>) -> Busy {
        self.busy.fetch_add(1, Ordering::SeqCst);
        Busy(Arc::clone(self))
    }

    /// Locks at once: what is revealed or copied is taken away, tokens and keys in memory are dropped.
    ///
    /// # Errors
    /// [`Reason::NobodySignedIn`]: there is nothing to lock.
    pub(crate) async fn lock(&self) -> Result<(), AppError> {
        let Unlocked(()) = self.unlocked()?;
        if !self.connections.has_accounts() {
            return Err(Reason::NobodySignedIn.into());
        }
        self.mark_locked(LockReason::Demand);
        self.finish_locking().await;
        Ok(())
    }

    /// Lifts the lock.
    pub(crate) async fn unlock(&self) {
        let _turn = self.turn.lock().await;
        {
            let mut state = self.state();
            state.locked = None;
            state.unlocker = None;
            state.sessions = CancellationToken::new();
            if state.watch.is_some() {
                state.watch = Some(Watch::from(self.moment()));
            }
        }
        self.remember(None);
        self.connections.reopen();
        self.changed.notify_one();
        self.ports.events.notify(Change::Lock);
    }

    /// When the app locks if nobody does anything, UTC.
    pub(crate) fn locks_at(&self) -> Option<jiff::Timestamp> {
        let settings = self.profile.settings.current().lock;
        self.state().watch.and_then(|watch| watch.locks_at(settings))
    }

    /// When the app locks by itself.
    pub(crate) fn settings(&self) -> LockSettings {
        self.profile.settings.current().lock
    }

    /// Sets when the app locks by itself. It holds from now on.
    ///
    /// # Errors
    /// [`Reason::LockTimeInvalid`] for less than a minute or more than a day.
    pub(crate) fn save_settings(
        &self,
        Unlocked(()): &Unlocked,
        settings: LockSettings,
    ) -> Result<LockSettings, AppError> {
        if settings.after_minutes.is_some_and(|minutes| !(1..=LONGEST_MINUTES).contains(&minutes)) {
            return Err(Reason::LockTimeInvalid.into());
        }
        let kept = self.profile.settings.change(|kept| kept.lock = settings)?.lock;
        self.note_sign_in();
        self.changed.notify_one();
        Ok(kept)
    }

    /// Why the app should be locked by now. Only somebody who signs in keeps it from locking for want of a person.
    fn overdue(&self) -> Option<LockReason> {
        let watch = self.state().watch?;
        let overdue = watch.overdue(self.moment(), self.profile.settings.current().lock)?;
        let is_busy = self.busy.load(Ordering::SeqCst) > 0;
        let locks = overdue != LockReason::Idle || !is_busy;
        locks.then_some(overdue).filter(|_| self.connections.has_accounts())
    }

    /// From here on every command refuses.
    fn mark_locked(&self, reason: LockReason) {
        let unlocker = self.known_unlocker();
        let by = unlocker.as_ref().map(Unlocker::of);
        let locked = Locked { since: self.ports.clock.now(), reason, by };
        {
            let mut state = self.state();
            if state.locked.is_some() {
                return;
            }
            state.locked = Some(locked.clone());
            state.unlocker = unlocker;
            state.is_dropped = false;
            state.sessions.cancel();
        }
        self.connections.begin_closing();
        for listener in &self.listeners {
            listener.on_lock();
        }
        self.remember(Some(locked));
        // The window hides what it shows now: what is dropped next can wait for the store to be asked.
        self.ports.events.notify(Change::Lock);
    }

    /// Drops what a locked app must not have. It can be called at any time, and more than once.
    async fn finish_locking(&self) {
        let _turn = self.turn.lock().await;
        {
            let state = self.state();
            if state.locked.is_none() || state.is_dropped {
                return;
            }
        }
        for listener in &self.listeners {
            listener.drop_secrets();
        }
        // Clouds that were not opened in this run can have somebody with more to lose.
        if let Err(error) = self.find_unlocker().await {
            tracing::warn!(%error, "the account that unlocks is looked for once more when somebody unlocks");
        }
        self.connections.close().await;
        self.profile.vault.forget_keys();
        self.state().is_dropped = true;
        self.ports.events.notify(Change::Lock);
    }

    fn remember(&self, locked: Option<Locked>) {
        // Only the window's lock outlives a run; a file that cannot be written keeps nobody from locking.
        if self.state().watch.is_some()
            && let Err(error) = self.profile.settings.change(|settings| settings.locked = locked)
        {
            tracing::warn!(%error, "the lock will not outlive this run");
        }
    }

    fn moment(&self) -> Moment {
        Moment::of(&*self.ports.clock)
    }

    fn state(&self) -> MutexGuard<'_, LockState> {
        self.state.lock().expect("no holder of this lock panics")
    }
}

/// Looks whether the app has to be locked, and locks it; for how long nothing has to be looked at then. None when the
/// app has ended.
async fn look(lock: &Weak<Lock>) -> Option<Option<Duration>> {
    let lock = lock.upgrade()?;
    if lock.unlocked().is_err() {
        lock.finish_locking().await;
        return Some(None);
    }
    if !lock.connections.has_accounts() {
        // There is nothing to lock; whoever signs in wakes it.
        return Some(None);
    }
    let settings = lock.profile.settings.current().lock;
    let at = lock.moment();
    let mut state = lock.state();
    let Some(watch) = &mut state.watch else { return Some(None) };
    let pause = watch.pause(at, settings);
    *watch = Watch { seen: at, looks_at: pause.and_then(|pause| at.now.checked_add(pause).ok()), ..*watch };
    Some(pause)
}

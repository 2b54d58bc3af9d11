//! The lock: while it holds, nothing of a session is shown or handed out.
//!
//! It protects an unattended desk: a passer-by sees no key, copies no token and changes nothing with Latchkey. It does not
//! protect against programs that run as this user: the session lies in the system's store, which is open for all of the
//! user's programs, the command line among them. Unlocking is a sign-in in the
//! browser as the account with the most to lose (`prompt=login`), whichever cloud is worked with; a browser that keeps
//! a session, in the hands of somebody who edits the address of that page, is as good as the password. Where no person's
//! session is kept there is nobody to ask: a click unlocks it, once the system's store has given the sessions' keys.

mod unlocker;
mod watch;

use std::{
    sync::{
        Arc, Weak,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use latchkey_identity::Account;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use parking_lot::{Mutex, MutexGuard};

use crate::{
    AppError, Ports, Reason,
    bridge::{Change, LockReason, LockSettings},
    connections::{Connections, EmulatorGuard},
    profile::{Locked, Profile, Unlocker},
    tasks::Tasks,
    unlocked::Unlocked,
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
    interactions: AtomicUsize,
    /// Tells the watch that something is different.
    changed: Arc<Notify>,
    /// Locking and unlocking take turns.
    transition: tokio::sync::Mutex<()>,
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

/// While it lives, a person is in the browser, and the app does not lock for want of one.
pub(crate) struct InteractionGuard(Arc<Lock>);

impl Drop for InteractionGuard {
    fn drop(&mut self) {
        self.0.interactions.fetch_sub(1, Ordering::SeqCst);
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
        Arc::new(Self {
            ports,
            profile,
            connections,
            listeners,
            state: Mutex::default(),
            interactions: AtomicUsize::new(0),
            changed,
            transition: tokio::sync::Mutex::default(),
        })
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
                self.connections.close_new_connections();
            }
        }
        let (lock, clock) = (Arc::downgrade(self), Arc::clone(&self.ports.clock));
        let changed = Arc::clone(&self.changed);
        tasks.spawn(async move {
            // While it sleeps it holds nothing of the app, so that the app can end.
            loop {
                match look(&lock).await {
                    NextCheck::Never => return,
                    NextCheck::After(wait) => tokio::select! {
                        () = clock.sleep(wait) => {}
                        () = changed.notified() => {}
                    },
                    NextCheck::OnChange => changed.notified().await,
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
        Ok(Unlocked::proven())
    }

    pub(crate) fn is_locked(&self) -> bool {
        self.state().locked.is_some()
    }

    /// What a session is opened with: the proof that the app is unlocked, and what is cancelled when it is locked.
    ///
    /// # Errors
    /// [`Reason::Locked`] if it is.
    pub(crate) fn open_session(&self) -> Result<(Unlocked, CancellationToken), AppError> {
        let ended = self.state().sessions.clone();
        Ok((self.unlocked()?, ended))
    }

    /// Ends every session: the program ends.
    pub(crate) fn end_sessions(&self) {
        self.state().sessions.cancel();
    }

    /// Tells the screens that something has changed.
    pub(crate) fn notify(&self, change: Change) {
        self.ports.events.notify(change);
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

    /// Records a sign-in as activity, before the account is stored.
    pub(crate) fn note_sign_in(&self) {
        if let Some(watch) = &mut self.state().watch {
            *watch = Watch::from(self.moment());
        }
    }

    /// Keeps the emulated clouds of this program open for a job, even if the app is locked.
    pub(crate) fn guard_emulators(&self) -> EmulatorGuard {
        self.connections.guard_emulators()
    }

    /// A person is in the browser until the returned guard is dropped.
    pub(crate) fn begin_interaction(self: &Arc<Self>) -> InteractionGuard {
        self.interactions.fetch_add(1, Ordering::SeqCst);
        InteractionGuard(Arc::clone(self))
    }

    /// Locks at once: what is revealed or copied is taken away, tokens and keys in memory are dropped.
    ///
    /// # Errors
    /// [`Reason::NobodySignedIn`]: there is nothing to lock.
    pub(crate) async fn lock(&self) -> Result<(), AppError> {
        self.unlocked()?;
        if !self.connections.has_accounts() {
            return Err(Reason::NobodySignedIn.into());
        }
        self.mark_locked(LockReason::Demand);
        self.finish_locking().await;
        Ok(())
    }

    /// Lifts the lock.
    pub(crate) async fn unlock(&self) {
        let _alone = self.transition.lock().await;
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
        _: &Unlocked,
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

    /// Why the app must lock now. An open sign-in prevents locking for idleness.
    fn overdue(&self) -> Option<LockReason> {
        let watch = self.state().watch?;
        let overdue = watch.overdue(self.moment(), self.profile.settings.current().lock)?;
        let is_busy = self.interactions.load(Ordering::SeqCst) > 0;
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
        self.connections.close_new_connections();
        for listener in &self.listeners {
            listener.on_lock();
        }
        self.remember(Some(locked));
        // The window hides what it shows now: what is dropped next can wait for the store to be asked.
        self.ports.events.notify(Change::Lock);
    }

    /// Drops what a locked app must not have. It can be called at any time, and more than once.
    async fn finish_locking(&self) {
        let _alone = self.transition.lock().await;
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
        self.state.lock()
    }
}

/// What the watch does next.
enum NextCheck {
    /// It ends with the app.
    Never,
    /// It looks again after this time, or when something changes.
    After(Duration),
    /// It looks again when something changes.
    OnChange,
}

/// Locks the app if it has to be locked by now, and says when to look again.
async fn look(lock: &Weak<Lock>) -> NextCheck {
    let Some(lock) = lock.upgrade() else { return NextCheck::Never };
    if lock.unlocked().is_err() {
        lock.finish_locking().await;
        return NextCheck::OnChange;
    }
    if !lock.connections.has_accounts() {
        // Nothing to lock; a sign-in wakes this task.
        return NextCheck::OnChange;
    }
    let settings = lock.profile.settings.current().lock;
    let at = lock.moment();
    let mut state = lock.state();
    let Some(watch) = &mut state.watch else { return NextCheck::OnChange };
    let wait = watch.next_check(at, settings);
    *watch = Watch { seen: at, looks_at: wait.and_then(|wait| at.now.checked_add(wait).ok()), ..*watch };
    wait.map_or(NextCheck::OnChange, NextCheck::After)
}

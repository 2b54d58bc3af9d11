//! Long work. It continues when its screen closes or the app locks, and its outcome is kept. What a job may do is its own
//! business; here it is counted, stopped and shown.

use std::{collections::BTreeMap, future::Future, sync::Arc};

use jiff::Timestamp;
use latchkey_types::Clock;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use parking_lot::{Mutex, MutexGuard};

use crate::{
    AppError, Events, Reason,
    bridge::{Change, JobOutcome, JobState, JobSubject, JobView},
    tasks::Tasks,
    unlocked::Unlocked,
};

/// Jobs that have ended and are kept.
const MOST_ENDED: usize = 50;

/// Every job of this run.
pub(crate) struct Jobs {
    tasks: Tasks,
    clock: Arc<dyn Clock>,
    events: Arc<dyn Events>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last_id: u32,
    jobs: BTreeMap<u32, Job>,
}

struct Job {
    /// The account that it works for.
    account_id: String,
    subject: JobSubject,
    started_at: Timestamp,
    done: u32,
    total: u32,
    stop: CancellationToken,
    outcome: Option<JobOutcome>,
}

/// Ends a job whose work panicked.
struct Ending {
    id: u32,
    jobs: Arc<Jobs>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        let is_running = self.jobs.lock().jobs.get(&self.id).is_some_and(|job| job.outcome.is_none());
        if is_running {
            self.jobs.end(self.id, JobOutcome::Failed { error: Reason::Interrupted.into() });
        }
    }
}

/// How much of a job is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visibility {
    /// All of it.
    Full,
    /// Counts alone: the app is locked.
    CountsOnly,
}

/// What a job's work is given.
pub(crate) struct Progress {
    id: u32,
    jobs: Arc<Jobs>,
    stop: CancellationToken,
}

impl Jobs {
    pub(crate) fn new(tasks: Tasks, clock: Arc<dyn Clock>, events: Arc<dyn Events>) -> Arc<Self> {
        Arc::new(Self { tasks, clock, events, state: Mutex::default() })
    }

    /// Begins a job. The receiver gets its outcome; it also stays in the list.
    pub(crate) fn start<Work>(
        self: &Arc<Self>,
        account_id: String,
        subject: JobSubject,
        total: u32,
        work: impl FnOnce(Progress) -> Work,
    ) -> oneshot::Receiver<JobOutcome>
    where
        Work: Future<Output = JobOutcome> + Send + 'static,
    {
        let stop = self.tasks.ending().child_token();
        let (sender, receiver) = oneshot::channel();
        let id = {
            let mut state = self.lock();
            state.last_id += 1;
            let id = state.last_id;
            let (started_at, stop) = (self.clock.now(), stop.clone());
            state
                .jobs
                .insert(id, Job { account_id, subject, started_at, done: 0, total, stop, outcome: None });
            id
        };
        self.events.notify(Change::Job { id });
        let work = work(Progress { id, jobs: Arc::clone(self), stop });
        let jobs = Arc::clone(self);
        let ending = Ending { id, jobs: Arc::clone(self) };
        self.tasks.spawn_to_end(async move {
            let outcome = work.await;
            jobs.end(id, outcome.clone());
            drop(ending);
            // The caller may be gone.
            let _gone = sender.send(outcome);
        });
        receiver
    }

    /// Every job that runs or whose outcome is kept, in the order in which they began. Of a job whose account was signed
    /// out meanwhile only counts are told.
    pub(crate) fn list(&self, visibility: Visibility, is_signed_in: impl Fn(&str) -> bool) -> Vec<JobView> {
        let state = self.lock();
        let visibility_of = |job: &Job| {
            if is_signed_in(&job.account_id) { visibility } else { Visibility::CountsOnly }
        };
        state.jobs.iter().map(|(id, job)| job.view(*id, visibility_of(job))).collect()
    }

    /// Asks a job to stop. It finishes what it cannot leave half done.
    ///
    /// # Errors
    /// [`Reason::JobGone`].
    pub(crate) fn stop(&self, id: u32) -> Result<(), AppError> {
        self.lock().jobs.get(&id).ok_or(Reason::JobGone)?.stop.cancel();
        self.events.notify(Change::Job { id });
        Ok(())
    }

    /// Forgets a job that has ended.
    ///
    /// # Errors
    /// [`Reason::JobGone`] if there is none, or it still runs.
    pub(crate) fn dismiss(&self, _: &Unlocked, id: u32) -> Result<(), AppError> {
        {
            let mut state = self.lock();
            state.jobs.get(&id).filter(|job| job.outcome.is_some()).ok_or(Reason::JobGone)?;
            state.jobs.remove(&id);
        }
        self.events.notify(Change::Job { id });
        Ok(())
    }

    /// Stops the jobs of accounts that were signed out, and forgets those that have ended.
    pub(crate) fn drop_those_of_others(&self, is_signed_in: impl Fn(&str) -> bool) {
        let mut dropped = Vec::new();
        self.lock().jobs.retain(|id, job| {
            if is_signed_in(&job.account_id) {
                return true;
            }
            job.stop.cancel();
            dropped.push(*id);
            job.outcome.is_none()
        });
        for id in dropped {
            self.events.notify(Change::Job { id });
        }
    }

    fn end(&self, id: u32, outcome: JobOutcome) {
        {
            let mut state = self.lock();
            if let Some(job) = state.jobs.get_mut(&id) {
                job.outcome = Some(outcome);
            }
            let ended = state.jobs.iter().filter(|(_, job)| job.outcome.is_some());
            let ended: Vec<u32> = ended.map(|(id, _)| *id).collect();
            for oldest in ended.iter().take(ended.len().saturating_sub(MOST_ENDED)) {
                state.jobs.remove(oldest);
            }
        }
        self.events.notify(Change::Job { id });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }
}

impl Job {
    fn view(&self, id: u32, visibility: Visibility) -> JobView {
        let is_full = visibility == Visibility::Full;
        JobView {
            id,
            state: match (&self.outcome, self.stop.is_cancelled()) {
                (Some(_), _) => JobState::Ended,
                (None, true) => JobState::Stopping,
                (None, false) => JobState::Running,
            },
            done: self.done,
            total: self.total,
            started_at: self.started_at,
            subject: is_full.then(|| self.subject.clone()),
            outcome: self.outcome.clone().filter(|_| is_full),
        }
    }
}

impl Progress {
    /// Counts what is done.
    pub(crate) fn advance(&self, done: u32) {
        if let Some(job) = self.jobs.lock().jobs.get_mut(&self.id) {
            job.done = done;
        }
        self.jobs.events.notify(Change::Job { id: self.id });
    }

    /// Is cancelled when somebody stops the job, or the app ends.
    pub(crate) fn stop(&self) -> &CancellationToken {
        &self.stop
    }
}

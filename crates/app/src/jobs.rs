//! Long work: it goes on when the screen that began it is left and when the app is locked, and its outcome is kept for
//! whoever comes back. What a job may do is its own; here it is counted, stopped and shown.

use std::{
    collections::BTreeMap,
    future::Future,
    sync::{Arc, Mutex, MutexGuard},
};

use jiff::Timestamp;
use latchkey_types::Clock;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::{
    AppError, Events, Reason,
    bridge::{Change, JobOutcome, JobState, JobSubject, JobView},
    lock::Unlocked,
    tasks::Tasks,
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
    subject: JobSubject,
    started_at: Timestamp,
    done: u32,
    total: u32,
    stop: CancellationToken,
    outcome: Option<JobOutcome>,
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

    /// Begins a job. The receiver gets its outcome; whoever does not wait finds it in the list.
    pub(crate) fn start<Work>(
        self: &Arc<Self>,
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
            state.jobs.insert(id, Job { subject, started_at, done: 0, total, stop, outcome: None });
            id
        };
        self.events.notify(Change::Job { id });
        let work = work(Progress { id, jobs: Arc::clone(self), stop });
        let jobs = Arc::clone(self);
        self.tasks.spawn_to_end(async move {
            let outcome = work.await;
            jobs.end(id, outcome.clone());
            // Whoever began it may have gone.
            let _gone = sender.send(outcome);
        });
        receiver
    }

    /// Every job that runs or whose outcome is kept, in the order in which they began.
    pub(crate) fn list(&self, is_locked: bool) -> Vec<JobView> {
        let state = self.lock();
        state.jobs.iter().map(|(id, job)| job.view(*id, is_locked)).collect()
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
        self.state.lock().expect("no holder of this lock panics")
    }
}

impl Job {
    fn view(&self, id: u32, is_locked: bool) -> JobView {
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
            subject: (!is_locked).then(|| self.subject.clone()),
            outcome: self.outcome.clone().filter(|_| !is_locked),
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

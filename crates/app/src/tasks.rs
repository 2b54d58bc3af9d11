//! Every background task of the app, so that none outlives it unseen.

use std::future::Future;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The tasks that run. Cloning it is cheap.
#[derive(Clone, Default)]
pub(crate) struct Tasks {
    tracker: TaskTracker,
    ending: CancellationToken,
}

impl Tasks {
    /// Runs a task until it ends or the app does.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let ending = self.ending.clone();
        self.tracker.spawn(async move {
            ending.run_until_cancelled(task).await;
        });
    }

    /// Runs a task that looks for itself whether the app is ending: it finishes what it has begun.
    pub(crate) fn spawn_to_end(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tracker.spawn(task);
    }

    /// Is cancelled when the app ends.
    pub(crate) fn ending(&self) -> &CancellationToken {
        &self.ending
    }

    /// Ends every task and waits for them.
    pub(crate) async fn shut_down(&self) {
        self.ending.cancel();
        self.tracker.close();
        self.tracker.wait().await;
    }
}

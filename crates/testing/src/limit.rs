//! Waiting with a limit: a test that waits for something that never comes fails, and says for what.

use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// Real time that anything may take. Far longer than it takes on a busy machine, since only a failure waits for it.
pub const LIMIT: Duration = Duration::from_mins(1);

/// The outcome of something that has to end soon.
///
/// # Panics
/// If it takes longer than [`LIMIT`].
pub async fn soon<F: Future>(what: &str, work: F) -> F::Output {
    within(LIMIT, what, work).await
}

#[expect(clippy::disallowed_methods, reason = "the limit is one of real time")]
async fn within<F: Future>(limit: Duration, what: &str, work: F) -> F::Output {
    let result = tokio::time::timeout(limit, work).await;
    result.unwrap_or_else(|_| in_vain(limit, what))
}

/// The same for what blocks its thread.
///
/// # Panics
/// If it takes longer than [`LIMIT`]; what blocks is left to end with the test.
pub fn soon_blocking<T: Send + 'static>(what: &str, work: impl FnOnce() -> T + Send + 'static) -> T {
    within_blocking(LIMIT, what, work)
}

fn within_blocking<T: Send + 'static>(
    limit: Duration,
    what: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        // Nobody listens any more once the limit is over.
        let _late = sender.send(work());
    });
    match receiver.recv_timeout(limit) {
        Ok(outcome) => outcome,
        Err(mpsc::RecvTimeoutError::Timeout) => in_vain(limit, what),
        Err(mpsc::RecvTimeoutError::Disconnected) => panic!("waiting for {what} ended in a panic"),
    }
}

/// Lets other tasks run until this is so.
///
/// # Panics
/// If it is not within [`LIMIT`].
pub async fn until(what: &str, is_so: impl AsyncFnMut() -> bool) {
    until_within(LIMIT, what, is_so).await;
}

#[expect(clippy::disallowed_methods, reason = "the limit is one of real time")]
async fn until_within(limit: Duration, what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    let begun = Instant::now();
    while !is_so().await {
        if begun.elapsed() > limit {
            in_vain(limit, what);
        }
        tokio::task::yield_now().await;
    }
}

fn in_vain(limit: Duration, what: &str) -> ! {
    panic!("waited {limit:?} in vain for {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(1);

    #[tokio::test]
    async fn what_ends_is_handed_on() {
        assert_eq!(soon("a number", async { 7 }).await, 7);
        assert_eq!(soon_blocking("a number", || 7), 7);
        let mut times = 0;
        until("the third time", async || {
            times += 1;
            times == 3
        })
        .await;
        assert_eq!(times, 3);
    }

    #[tokio::test]
    #[should_panic(expected = "waited 1ms in vain for the moon")]
    async fn what_never_ends_fails_the_test() {
        within(SHORT, "the moon", std::future::pending::<()>()).await;
    }

    #[test]
    #[should_panic(expected = "waited 1ms in vain for the moon")]
    fn what_blocks_for_ever_fails_the_test() {
        let (_never, nothing) = mpsc::channel::<()>();
        within_blocking(SHORT, "the moon", move || nothing.recv().is_ok());
    }

    #[tokio::test]
    #[should_panic(expected = "waited 1ms in vain for the moon")]
    async fn what_never_becomes_so_fails_the_test() {
        until_within(SHORT, "the moon", async || false).await;
    }
}

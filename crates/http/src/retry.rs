//! Whether to try again, and when: a decision without I/O. The client carries it out.

use std::time::Duration;

use reqwest::StatusCode;

/// How many times a request is sent at most.
const MAX_ATTEMPTS: u32 = 4;
/// The first wait; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// How long all waits of one request may take together.
const MAX_TOTAL_WAIT: Duration = Duration::from_mins(1);

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// An answer, and how long it asks us to wait.
    Answered { status: StatusCode, retry_after: Option<Duration> },
    /// The request may or may not have arrived.
    Lost,
    /// Trying again cannot help.
    Hopeless,
}

/// A request's history up to now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct History {
    /// How many times it was sent.
    pub(crate) attempts: u32,
    /// How long was waited between the tries.
    pub(crate) waited: Duration,
    /// Whether sending it twice does no harm.
    pub(crate) is_repeatable: bool,
}

/// The wait before the next try, or `None` to be content with what there is. `jitter` is in `0.0..1.0`.
pub(crate) fn next_wait(history: History, outcome: Outcome, jitter: f64) -> Option<Duration> {
    if history.attempts >= MAX_ATTEMPTS {
        return None;
    }
    let asked_for = match outcome {
        Outcome::Answered { status, retry_after } if may_pass(status, history.is_repeatable) => retry_after,
        Outcome::Lost if history.is_repeatable => None,
        Outcome::Answered { .. } | Outcome::Lost | Outcome::Hopeless => return None,
    };
    let exponential = FIRST_WAIT * 2_u32.pow(history.attempts.saturating_sub(1));
    let wait = match asked_for {
        // A little on top, so that clients that were turned away together do not come back together.
        Some(wait) => wait + FIRST_WAIT.mul_f64(jitter / 2.0),
        None => exponential.mul_f64(0.5 + jitter),
    };
    (history.waited + wait <= MAX_TOTAL_WAIT).then_some(wait)
}

/// 429 says that the request was not taken, so anything may be sent again. After another server error it
/// may have had its effect. 501 will not change, and 401 and 403 are decisions.
fn may_pass(status: StatusCode, is_repeatable: bool) -> bool {
    match status {
        StatusCode::TOO_MANY_REQUESTS => true,
        StatusCode::NOT_IMPLEMENTED | StatusCode::HTTP_VERSION_NOT_SUPPORTED => false,
        StatusCode::REQUEST_TIMEOUT => is_repeatable,
        other => other.is_server_error() && is_repeatable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(attempts: u32, is_repeatable: bool, outcome: Outcome, expected_ms: Option<u64>) {
        let history = History { attempts, waited: Duration::ZERO, is_repeatable };
        let wait = next_wait(history, outcome, 0.5);
        assert_eq!(wait, expected_ms.map(Duration::from_millis), "{history:?} {outcome:?}");
    }

    fn answered(status: u16, retry_after: Option<u64>) -> Outcome {
        let status = StatusCode::from_u16(status).unwrap();
        Outcome::Answered { status, retry_after: retry_after.map(Duration::from_secs) }
    }

    #[test]
    fn waits_double_and_end() {
        for (attempts, wait) in [(1, Some(500)), (2, Some(1_000)), (3, Some(2_000)), (4, None)] {
            check(attempts, true, answered(503, None), wait);
            check(attempts, true, Outcome::Lost, wait);
        }
    }

    #[test]
    fn status_decides() {
        for status in [200, 202, 302, 400, 401, 403, 404, 409, 412, 501, 505] {
            check(1, true, answered(status, Some(1)), None);
        }
        for status in [408, 429, 500, 502, 503, 504] {
            check(1, true, answered(status, None), Some(500));
        }
        check(1, true, Outcome::Hopeless, None);
    }

    #[test]
    fn what_changes_something_is_sent_again_only_if_it_was_not_taken() {
        check(1, false, answered(429, None), Some(500));
        check(1, false, answered(503, Some(1)), None);
        check(1, false, answered(500, None), None);
        check(1, false, Outcome::Lost, None);
    }

    #[test]
    fn the_named_wait_is_kept_or_the_answer_returned() {
        check(1, true, answered(429, Some(6)), Some(6_125));
        check(1, true, answered(429, Some(0)), Some(125));
        check(1, true, answered(429, Some(324)), None);
        let late = History { attempts: 2, waited: Duration::from_secs(50), is_repeatable: true };
        assert_eq!(next_wait(late, answered(429, Some(20)), 0.0), None);
    }
}

//! A session by itself: renewals that panic or fail early, and clocks that jump.

use std::sync::atomic::{AtomicUsize, Ordering};

use latchkey_types::ManualClock;

use super::*;
use crate::{account::invented, token::bind_token};

const HOUR: Duration = Duration::from_hours(1);

fn request() -> TokenRequest {
    TokenRequest { audience: Audience::Arm, claims: None }
}

fn session() -> (Arc<Session>, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::stopped(Timestamp::UNIX_EPOCH));
    let renewal_credential = RenewalCredential::RefreshToken(None);
    let stored = StoredSession::new(&Cloud::public(), invented(), renewal_credential, Timestamp::UNIX_EPOCH);
    let session = Session::new(stored, Seal::default(), &(Arc::clone(&clock) as _));
    (Arc::new(session), clock)
}

fn token(clock: &ManualClock, value: &str) -> CachedToken {
    let bearer = bind_token(&Cloud::public(), Audience::Arm, Secret::new(value));
    CachedToken::new(AccessToken::lasting(bearer, clock.now(), HOUR, None), Moment::of(clock), 0.0)
}

fn is(token: &AccessToken, value: &str) -> bool {
    token.value.matches(&Secret::new(value))
}

#[tokio::test]
async fn after_a_renewal_that_panicked_the_next_caller_starts_another() {
    let (session, clock) = session();
    let lost = session.token(request(), HOUR, || async { panic!("on purpose") }).await;
    assert!(matches!(lost, Err(TokenError::Interrupted)), "{lost:?}");
    let new = token(&clock, "new");
    let next = session.token(request(), HOUR, || async { Ok(new) }).await;
    assert!(next.is_ok(), "{next:?}");
}

#[tokio::test]
async fn an_early_renewal_that_fails_costs_one_try_in_a_minute() {
    let (session, clock) = session();
    session.remember(Audience::Arm, token(&clock, "old"));
    clock.advance(Duration::from_mins(56));
    let tries = Arc::new(AtomicUsize::new(0));
    let ask = async |life: Duration| {
        let tries = Arc::clone(&tries);
        let renewal = || async move {
            tries.fetch_add(1, Ordering::SeqCst);
            Err(TokenError::NotRenewable)
        };
        session.token(request(), life, renewal).await
    };
    for _ in 0..5 {
        assert!(is(&ask(Duration::from_mins(2)).await.unwrap(), "old"));
    }
    assert_eq!(tries.load(Ordering::SeqCst), 1);
    clock.advance(Duration::from_secs(61));
    assert!(is(&ask(Duration::from_mins(2)).await.unwrap(), "old"));
    assert_eq!(tries.load(Ordering::SeqCst), 2);
    assert!(ask(Duration::from_mins(10)).await.is_err(), "no rest for whoever needs a longer life");
    assert_eq!(tries.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn what_the_old_token_cannot_outlive_is_not_hidden() {
    let (session, clock) = session();
    session.remember(Audience::Arm, token(&clock, "old"));
    clock.advance(Duration::from_mins(56));
    let slow = {
        let clock = Arc::clone(&clock);
        || async move {
            clock.advance(Duration::from_mins(10));
            Err(TokenError::NotRenewable)
        }
    };
    let late = session.token(request(), Duration::ZERO, slow).await;
    assert!(matches!(late, Err(TokenError::NotRenewable)), "it ended while it was renewed: {late:?}");
}

#[tokio::test]
async fn a_clock_that_was_set_back_or_a_lid_that_was_shut_means_a_renewal() {
    let (session, clock) = session();
    let ask = async |value: &'static str| {
        let new = token(&clock, value);
        session.token(request(), Duration::from_mins(2), || async { Ok(new) }).await.unwrap()
    };
    assert!(is(&ask("one").await, "one"));
    assert!(is(&ask("two").await, "one"));
    clock.suspend(Duration::from_hours(3));
    assert!(is(&ask("three").await, "three"), "the lid was shut for hours");
    clock.set_back(Duration::from_hours(5));
    assert!(is(&ask("four").await, "four"), "it was asked for in what is now the future");
}

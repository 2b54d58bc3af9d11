//! No token reaches a host that it was not requested for, whatever a cloud file, an answer or an edited profile says. Runs
//! the whole app over a network that only records, with a person who signs in wherever that is possible.
//!
//! `LATCHKEY_TOKEN_CASES` sets how many cases there are.

mod case;
mod issued_secrets;
mod scenario;
mod world;

use std::sync::Arc;

use proptest::{prelude::*, test_runner::TestRunner};

use self::{case::Case, scenario::run, world::SigningKey};

const CASES: u32 = 2_500;

/// Runs cases of one kind. Fails if too few of them begin a session, as such a test would prove nothing.
fn no_token_strays(cases: impl Strategy<Value = Case>) {
    #[expect(clippy::disallowed_methods, reason = "the developer sets the number of cases")]
    let count =
        std::env::var("LATCHKEY_TOKEN_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(CASES);
    let config = ProptestConfig {
        cases: count,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Default::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let key = Arc::new(SigningKey::generate());
    let sessions = std::cell::Cell::new(0);
    let result = TestRunner::new(config).run(&cases, |case| {
        let outcome = runtime.block_on(run(&case, &key));
        sessions.set(sessions.get() + outcome.sessions);
        prop_assert!(outcome.strays.is_empty(), "{:#?}", outcome.strays);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(sessions.get() > count / 20, "{} sessions in {count} cases", sessions.get());
}

#[test]
fn no_token_strays_from_a_cloud_of_a_file() {
    no_token_strays(case::of_a_file());
}

#[test]
fn no_token_strays_from_a_cloud_of_an_address() {
    no_token_strays(case::of_an_address());
}

#[test]
fn no_token_strays_after_the_profile_was_edited() {
    no_token_strays(case::with_an_edit());
}

#[test]
fn no_token_strays_beside_a_file_of_the_same_id() {
    no_token_strays(case::with_another_file());
}

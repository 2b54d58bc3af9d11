//! Hostile input by the thousand, straight into what reads it. Each target runs for a second, or as long as
//! `LATCHKEY_FUZZ_SECONDS` says: `LATCHKEY_FUZZ_SECONDS=600 cargo test -p latchkey-democloud fuzz`.

mod languages;
mod requests;
mod texts;

use std::time::{Duration, Instant};

use proptest::{
    strategy::Strategy,
    test_runner::{Config, TestRunner},
};

/// Gives a check one input after another until the time is up; a panic in it fails the test with the smallest
/// input that still does it.
#[expect(clippy::disallowed_methods, reason = "the time that fuzzing may take is real and set from outside")]
fn for_a_while<S: Strategy>(inputs: &S, check: impl Fn(S::Value)) {
    let seconds = std::env::var("LATCHKEY_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let (begun, budget) = (Instant::now(), Duration::from_secs(seconds));
    let mut runs = 0_u64;
    while begun.elapsed() < budget {
        let config = Config { cases: 200, failure_persistence: None, ..Config::default() };
        let result = TestRunner::new(config).run(inputs, |input| {
            check(input);
            Ok(())
        });
        if let Err(error) = result {
            panic!("{error}");
        }
        runs += 200;
    }
    eprintln!("{runs} inputs without a finding");
}

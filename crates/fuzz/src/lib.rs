//! Hostile input by the thousand for whatever parses. Each target is a test in a module named `fuzz` beside its
//! parser; it runs for half a second, or as long as `LATCHKEY_FUZZ_SECONDS` says:
//! `LATCHKEY_FUZZ_SECONDS=600 cargo test --workspace fuzz`.
//!
//! Used by tests alone. **Left out:** what a parser has to hold to, which its target says.

use std::time::{Duration, Instant};

use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    test_runner::{Config, TestRunner},
};

/// Long enough to find what is badly wrong, short enough for every run of the tests.
const SHORT: Duration = Duration::from_millis(500);
const CASES: u32 = 200;

/// What parsers stumble over: the signs of their grammars, ends of ranges, and bytes that are no text.
const STUMBLING: [&[u8]; 34] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b",",
    b":",
    b"=",
    b"&",
    b"%",
    b"%00",
    b"%zz",
    b"+",
    b".",
    b"-",
    b"/",
    b"\n",
    b"\r\n",
    b"\0",
    b"null",
    b"true",
    b"-1",
    b"1e400",
    b"99999999999999999999",
    b"\\ud800",
    b"\xff\xfe",
    b"\xc3",
    "\u{feff}".as_bytes(),
    "\u{202e}".as_bytes(),
    b"[[[[[[[[[[[[[[[[",
    b"{\"a\":",
    b"-----BEGIN ",
    b"\x30\x82\xff\xff",
];

/// Gives a check one input after another until the time is up; a panic in it fails the test with the smallest
/// input that still does it.
#[expect(clippy::disallowed_methods, reason = "the time that fuzzing may take is real and set from outside")]
#[expect(clippy::print_stderr, reason = "whoever lets it run for long wants to see how far it came")]
pub fn for_a_while<S: Strategy>(inputs: &S, check: impl Fn(S::Value)) {
    let seconds = std::env::var("LATCHKEY_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let (begun, budget) = (Instant::now(), seconds.map_or(SHORT, Duration::from_secs));
    let mut runs = 0_u64;
    while begun.elapsed() < budget {
        let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
        let result = TestRunner::new(config).run(inputs, |input| {
            check(input);
            Ok(())
        });
        if let Err(error) = result {
            panic!("{error}");
        }
        runs += u64::from(CASES);
    }
    eprintln!("{runs} inputs without a finding");
}

/// Inputs near those that are right: some bytes changed, doubled, left out, or replaced by what parsers stumble
/// over; one of eight is noise altogether.
pub fn near(examples: &[&[u8]]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let examples: Vec<Vec<u8>> = examples.iter().map(|example| example.to_vec()).collect();
    let damaged = (select(examples), vec(damage(), 0..6)).prop_map(|(mut bytes, damages)| {
        for damage in &damages {
            damage.apply(&mut bytes);
        }
        bytes
    });
    prop_oneof![7 => damaged, 1 => vec(any::<u8>(), 0..400)]
}

/// The same as texts; what is no UTF-8 becomes replacement characters.
pub fn near_text(examples: &[&str]) -> impl Strategy<Value = String> + use<> {
    let examples: Vec<&[u8]> = examples.iter().map(|example| example.as_bytes()).collect();
    near(&examples).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[derive(Debug, Clone)]
enum Damage {
    Change { at: Index, to: u8 },
    Insert { at: Index, what: &'static [u8] },
    Cut { from: Index, to: Index },
    Double { from: Index, to: Index },
    Truncate { at: Index },
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, to)| Damage::Change { at, to }),
        (any::<Index>(), select(STUMBLING.to_vec())).prop_map(|(at, what)| Damage::Insert { at, what }),
        any::<(Index, Index)>().prop_map(|(from, to)| Damage::Cut { from, to }),
        any::<(Index, Index)>().prop_map(|(from, to)| Damage::Double { from, to }),
        any::<Index>().prop_map(|at| Damage::Truncate { at }),
    ]
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        let range = |from: &Index, to: &Index| {
            let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
            from.min(to)..from.max(to)
        };
        match self {
            Self::Change { at, to } if !bytes.is_empty() => {
                let at = at.index(bytes.len());
                bytes[at] = *to;
            }
            Self::Change { .. } => {}
            Self::Insert { at, what } => {
                let at = at.index(bytes.len() + 1);
                bytes.splice(at..at, what.iter().copied());
            }
            Self::Cut { from, to } => drop(bytes.drain(range(from, to))),
            Self::Double { from, to } => {
                let range = range(from, to);
                let (end, doubled) = (range.end, bytes[range].to_vec());
                bytes.splice(end..end, doubled);
            }
            Self::Truncate { at } => bytes.truncate(at.index(bytes.len() + 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;

    #[test]
    fn what_is_near_is_sometimes_right_and_mostly_not() {
        let (right, wrong, lengths) = (Cell::new(0), Cell::new(0), RefCell::new(Vec::new()));
        for_a_while(&near_text(&["{\"a\":1}"]), |text| {
            let counter = if text == "{\"a\":1}" { &right } else { &wrong };
            counter.set(counter.get() + 1);
            lengths.borrow_mut().push(text.len());
        });
        assert!(right.get() > 0 && wrong.get() > right.get(), "{right:?} {wrong:?}");
        let lengths = lengths.into_inner();
        assert!(lengths.contains(&0) && lengths.iter().any(|length| *length > 50));
    }

    #[test]
    #[should_panic(expected = "too long")]
    fn a_finding_fails_the_test() {
        for_a_while(&near_text(&["abcdef"]), |text| assert!(text.len() < 5, "too long"));
    }
}

//! Tests that could not run, counted: Cargo says nothing of a test that returned at once.
//!
//! Whatever skips a test adds a line to a file: what is missing, a tab, the test (`latchkey_testing::skip`, and the
//! clients' `conftest.py`).

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write,
    path::PathBuf,
};

use anyhow::{Context, Result};

use crate::build::target_folder;

/// Names the file to whatever runs tests.
pub(crate) const VARIABLE: &str = "LATCHKEY_SKIPS_FILE";

/// Where the lines are.
pub(crate) fn file() -> PathBuf {
    target_folder().join("skips.txt")
}

/// Begins to count at nothing.
pub(crate) fn begin() -> Result<()> {
    std::fs::write(file(), "").context("skipped tests cannot be counted")
}

/// Counts a check that could not run.
pub(crate) fn note(check: &str, missing: &str) -> Result<()> {
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(file())?;
    Ok(file.write_all(format!("{missing}\t{check}\n").as_bytes())?)
}

/// A line for each thing that was missing: how many tests needed it; one alone is named.
pub(crate) fn summary() -> Result<Vec<String>> {
    Ok(lines(&std::fs::read_to_string(file()).context("skipped tests were not counted")?))
}

fn lines(skips: &str) -> Vec<String> {
    let mut missing: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (what, test) in skips.lines().filter_map(|line| line.split_once('\t')) {
        missing.entry(what).or_default().insert(test);
    }
    let line = |(what, tests): (&str, BTreeSet<&str>)| match Vec::from_iter(tests).as_slice() {
        [test] => format!("skipped {test}, for want of {what}"),
        tests => format!("skipped {} tests, for want of {what}", tests.len()),
    };
    missing.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn each_test_counts_once_beside_what_it_lacked() {
        let check = |skips: &str, expected: &[&str]| assert_eq!(lines(skips), expected);
        check("", &[]);
        check("the moon\tone\n", &["skipped one, for want of the moon"]);
        check(
            "the moon\tone\nthe sun\ttwo\nthe moon\tthree\nthe moon\tone\n",
            &["skipped 2 tests, for want of the moon", "skipped two, for want of the sun"],
        );
    }
}

//! Tests that cannot run here. The runner counts them, since Cargo shows nothing of a test that passes.

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
};

/// Names the file that gets a line for each test that could not run; the runner sets it.
const VARIABLE: &str = "LATCHKEY_SKIPS_FILE";

/// Says that a test could not run, since this is missing on this machine. The test returns afterwards.
#[expect(clippy::disallowed_methods, reason = "the runner names its file")]
#[expect(clippy::print_stderr, reason = "whoever runs the test alone wants to know")]
pub fn skip(test: &str, missing: &str) {
    eprintln!("skipped: {test} needs {missing}");
    if let Some(file) = std::env::var_os(VARIABLE).filter(|file| !file.is_empty()) {
        note(&PathBuf::from(file), test, missing);
    }
}

/// One line in one write, so that tests that run at the same time do not mix theirs.
fn note(file: &Path, test: &str, missing: &str) {
    let opened = OpenOptions::new().create(true).append(true).open(file);
    let written = opened.and_then(|mut file| file.write_all(format!("{missing}\t{test}\n").as_bytes()));
    written.unwrap_or_else(|error| {
        panic!("the skip of {test} cannot be counted in {}: {error}", file.display())
    });
}

#[cfg(test)]
mod tests {
    use super::note;

    #[test]
    fn each_skip_is_a_line_with_what_is_missing_and_the_test() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("skips.txt");
        note(&file, "one_test", "the moon");
        note(&file, "another_test", "the sun");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "the moon\tone_test\nthe sun\tanother_test\n");
    }

    #[test]
    #[should_panic(expected = "the skip of one_test cannot be counted")]
    fn a_skip_that_cannot_be_counted_fails_the_test() {
        let folder = tempfile::tempdir().unwrap();
        note(&folder.path().join("nowhere/skips.txt"), "one_test", "the moon");
    }
}

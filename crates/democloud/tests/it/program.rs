//! The program: what it says, where it keeps its state, and how it ends.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
};

/// A demo cloud in a process of its own, which ends with the test.
struct Program(Child);

impl Program {
    /// Starts it with a state file, and waits until it is ready.
    fn start(state: &Path) -> Self {
        let mut child = program().arg("--state").arg(state).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        assert!(first.starts_with("The demo cloud is at http://localhost:"), "{first}");
        Self(child)
    }

    #[cfg(unix)]
    fn signal(mut self, name: &str) -> ExitStatus {
        let id = self.0.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
        self.0.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _has_ended_already = self.0.kill();
        let _status = self.0.wait();
    }
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_latchkey-democloud"))
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_state_file_belongs_to_one_running_program() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    let first = Program::start(&state);
    let second = program().arg("--state").arg(&state).output().unwrap();
    let expected = format!(
        "the state file {} belongs to a demo cloud that is running: end that one, or name another file with --state",
        state.display()
    );
    let said = String::from_utf8(second.stderr).unwrap();
    assert_eq!((second.status.code(), said.trim_end()), (Some(1), &*expected));
    // However the first one ends, the file is free afterwards.
    drop(first);
    drop(Program::start(&state));
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state.json");
    // As a process that was killed while it wrote leaves it.
    fs::write(folder.path().join("state.json.new"), "half of a st").unwrap();
    for name in ["HUP", "INT", "TERM"] {
        let started = Program::start(&state);
        assert_eq!(names_in(folder.path()), ["state.json", "state.json.lock"], "{name}");
        fs::remove_file(&state).unwrap();
        assert_eq!(started.signal(name).code(), Some(0), "{name}");
        assert_eq!(
            names_in(folder.path()),
            ["state.json", "state.json.lock"],
            "{name}: the state is written"
        );
    }
}

#[test]
fn no_two_files_have_the_same_name() {
    let check = |state: &str, connection_file: &str| {
        let output =
            program().args(["--state", state, "--connection-file", connection_file]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("need different names"), "{state} {connection_file}: {said}");
    };
    check("demo.json", "demo.json");
    check("demo.pem", "demo.json");
    check("demo", "demo.lock");
    check("demo", "demo.new");
    check("demo.json.new", "demo.json");
}

#[test]
fn the_program_says_what_is_wrong_with_a_seed_and_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let check = |text: &str, expected: &str| {
        let path = folder.path().join("seed.json");
        std::fs::write(&path, text).unwrap();
        let output = program().arg("--seed").arg(&path).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.trim_end()), (Some(1), expected));
    };
    check(
        "{}",
        "the seed cannot be used: the seed cannot be read: missing field `tenants` at line 1 column 2",
    );
    check(
        r#"{"tenants": [{"domain": "a.example", "displayName": "A"}],
            "resourceGroups": [{"subscription": "S", "name": "rg", "location": "westeurope"}]}"#,
        "the seed cannot be used: resourceGroups[0].subscription: there is no subscription named \"S\"",
    );
}

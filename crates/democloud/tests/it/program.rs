//! The program: what it says, where it keeps its state, and how it ends.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
};

use latchkey_testing::soon_blocking;

/// A demo cloud in a process of its own, which ends with the test.
struct Program(Option<Child>);

impl Program {
    /// Starts it with a state file, and waits until it is ready.
    fn start(state: &Path) -> Self {
        let mut child = program().arg("--state").arg(state).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let first = soon_blocking("the first line of the program", move || lines.next()).unwrap().unwrap();
        assert!(first.starts_with("The demo cloud is at http://localhost:"), "{first}");
        Self(Some(child))
    }

    #[cfg(unix)]
    fn signal(mut self, name: &str) -> ExitStatus {
        let id = self.0.as_ref().unwrap().id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
        let mut child = self.0.take().unwrap();
        soon_blocking("the end of the program", move || child.wait()).unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            let _has_ended_already = child.kill();
            let _status = child.wait();
        }
    }
}

/// What a program says that ends by itself.
fn output(program: &mut Command) -> Output {
    let child = program.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    soon_blocking("the end of the program", move || child.wait_with_output()).unwrap()
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
    let second = output(program().arg("--state").arg(&state));
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
        let output = output(program().args(["--state", state, "--connection-file", connection_file]));
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
        let output = output(program().arg("--seed").arg(&path));
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

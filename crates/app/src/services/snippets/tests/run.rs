//! Runs calls in the programs that they are pasted into. Texts of a service arrive unchanged, and nothing else runs.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};

use latchkey_types::Secret;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::super::{
    code::{self, Call, CallCredential},
    *,
};

const PIECES: [&str; 36] = [
    "https://a.example/score",
    "'",
    "\"",
    "`",
    "$(touch pwned)",
    "`touch pwned`",
    ";touch pwned;",
    "\n touch pwned\n",
    "\\",
    "\\n",
    "\r",
    "\t",
    " ",
    "#",
    "&",
    "|",
    "<",
    ">",
    "!!",
    "$HOME",
    "${IFS}",
    "{a,b}",
    "[1-3]",
    "*",
    "~",
    "%1B",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{2028}",
    "\u{7f}",
    "\u{85}",
    "é",
    "😀",
    "\"); __import__(\"os\").system(\"touch pwned\") #",
    "\"\"\"",
    "\\N{DASH}",
];

/// The same texts in every run, so that a failure is reproducible.
fn hostile_texts(count: usize) -> Vec<String> {
    let mut state: u32 = 20_261_130;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        (state >> 8) as usize % below
    };
    let mut text = || (0..=next(6)).map(|_| PIECES[next(PIECES.len())]).collect::<String>();
    (0..count).map(|_| text()).collect()
}

/// What a text is used as, beside as the address.
const ROLES: [&str; 4] = ["variable", "entra", "command", "secret"];

/// A call whose every text is hostile, and the credential that it has to send.
fn hostile_call(language: CallLanguage, text: &str, role: &str) -> (String, String) {
    let call = Call { address: text, certificate_file: None };
    let write = |credential: &CallCredential| code::write(language, call, credential);
    match role {
        "variable" => (write(&CallCredential::Variable("SERVICE_KEY")), "the key".to_owned()),
        "entra" => (write(&CallCredential::Entra(text.to_owned())), text.to_owned()),
        "command" => {
            let words = ["latchkey".to_owned(), text.to_owned()];
            (write(&CallCredential::Command(words.to_vec())), text.to_owned())
        }
        _ => {
            // What is released is visible ASCII.
            let secret: String = text.chars().filter(char::is_ascii_graphic).collect();
            let code = code::write(language, call, &CallCredential::Marked);
            // EXPOSE: it is an invented one.
            (code::fill(language, &code, &Secret::new(&*secret)).expose().to_owned(), secret)
        }
    }
}

struct Machine {
    folder: TempDir,
}

impl Machine {
    /// Programs that note what they are handed. What `az` and `latchkey` print is made of that.
    fn new() -> Self {
        let machine = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(machine.path("bin")).unwrap();
        fs::create_dir(machine.path("work")).unwrap();
        let seen = machine.path("seen");
        let note = r#"for one in "$@"; do printf '%s\0' "$one"; done"#;
        let programs = [
            ("curl", format!("#!/bin/sh\n{note} > '{}'\n", seen.display())),
            ("az", "#!/bin/sh\nprintf '%s' \"$4\"\n".to_owned()),
            ("latchkey", "#!/bin/sh\nprintf '%s' \"$1\"\n".to_owned()),
        ];
        for (name, script) in programs {
            let program = machine.path("bin").join(name);
            fs::write(&program, script).unwrap();
            fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        machine
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.path("work"))
            .env_clear()
            .env("PATH", format!("{}:/usr/bin:/bin", self.path("bin").display()))
            .env("HOME", "/home/needle")
            .env("SERVICE_KEY", "the key")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(fs::read_dir(self.path("work")).unwrap().count(), 0, "something else ran");
        output
    }
}

#[test]
fn a_shell_hands_curl_exactly_one_address_and_one_credential() {
    let machine = Machine::new();
    for shell in ["/bin/sh", "/bin/bash"] {
        if !Path::new(shell).exists() {
            continue;
        }
        for (at, text) in hostile_texts(80).into_iter().enumerate() {
            let (script, credential) = hostile_call(CallLanguage::Curl, &text, ROLES[at % ROLES.len()]);
            machine.run(shell, &["-c", &script]);
            let seen = fs::read_to_string(machine.path("seen")).unwrap();
            // A shell drops line breaks at the end of a program's output.
            let bearer = format!("Authorization: Bearer {}", credential.trim_end_matches('\n'));
            let expected = [
                "--fail-with-body",
                "--globoff",
                &text,
                "--header",
                &bearer,
                "--header",
                "Content-Type: application/json",
                "--data",
                "{\"data\": []}",
            ];
            let handed: Vec<_> = seen.split_terminator('\0').collect();
            assert_eq!(handed, expected, "{script}");
        }
    }
}

/// Runs each snippet with the network and Azure's library replaced, and prints what would be sent.
const RUNNER: &str = r#"
import json, os, sys, types, urllib.request
seen = {}
class Request:
    def __init__(self, url, data, headers):
        seen.update(url=url, headers=headers)
class Response:
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def read(self): return b"{}"
class Credential:
    def get_token(self, scope): return types.SimpleNamespace(token=scope)
urllib.request.Request, urllib.request.urlopen = Request, lambda request: Response()
sys.modules["azure"] = types.ModuleType("azure")
identity = sys.modules["azure.identity"] = types.ModuleType("azure.identity")
identity.DefaultAzureCredential = Credential
results, out = [], sys.stdout
sys.stdout = open(os.devnull, "w")
with open(sys.argv[1], encoding="utf-8") as snippets:
    for text in json.load(snippets):
        seen.clear()
        exec(compile(text, "snippet", "exec"), {})
        results.append(dict(seen))
json.dump(results, out)
"#;

#[test]
fn python_is_handed_exactly_one_address_and_one_credential() {
    let python = Path::new("/usr/bin/python3");
    if !python.exists() {
        latchkey_testing::skip("calls in Python", "python3");
        return;
    }
    let machine = Machine::new();
    let texts = hostile_texts(80);
    let calls: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| hostile_call(CallLanguage::Python, text, ROLES[at % ROLES.len()]))
        .collect();
    let snippets = machine.path("snippets.json");
    fs::write(&snippets, json!(calls.iter().map(|(code, _)| code).collect::<Vec<_>>()).to_string()).unwrap();
    let output =
        machine.run("/usr/bin/python3", &["-X", "utf8", "-c", RUNNER, &snippets.display().to_string()]);
    let results: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(results.len(), texts.len());
    for (at, result) in results.iter().enumerate() {
        let credential = match ROLES[at % ROLES.len()] {
            "entra" => format!("{}/.default", calls[at].1),
            // The library's own reading of lines, and the spaces around the credential.
            "command" => calls[at].1.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned(),
            _ => calls[at].1.clone(),
        };
        assert_eq!(result["url"], texts[at]);
        let bearer = format!("Bearer {credential}");
        assert_eq!(result["headers"]["Authorization"], bearer, "{}", calls[at].0);
    }
}

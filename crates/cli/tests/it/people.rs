//! Sign-in by a person in a browser, and the behaviour without a person.

use std::{fs, process::Stdio};

use latchkey_identity::Browser;
use latchkey_testing::{soon, until};
use latchkey_tests::{Habit, Person};
use latchkey_words::terminal;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Child,
    task::JoinHandle,
};
use url::Url;

use crate::stage::{Stage, ended};

/// The first line on stderr that has these words in it.
async fn line_with(child: &mut Child, words: &str) -> String {
    line_then_rest(child, words).await.0
}

/// The same, and what is said afterwards.
pub(crate) async fn line_then_rest(child: &mut Child, words: &str) -> (String, JoinHandle<String>) {
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut seen = String::new();
    while let Some(line) = soon(words, lines.next_line()).await.unwrap() {
        if line.contains(words) {
            // The rest is read in any case, so that the program can write it.
            let rest = tokio::spawn(async move {
                let mut rest = String::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    rest += &line;
                }
                rest
            });
            return (line, rest);
        }
        seen += &line;
    }
    panic!("{words:?} was not said, but: {seen}");
}

/// The page that the program had opened.
pub(crate) async fn opened_page(stage: &Stage) -> Url {
    let mut opened = String::new();
    // The browser is a program of its own, which the program does not wait for.
    until("a page in the browser", async || {
        opened = fs::read_to_string(stage.path("opened")).unwrap_or_default();
        opened.ends_with('\n')
    })
    .await;
    Url::parse(opened.trim()).unwrap()
}

#[tokio::test]
async fn the_browser_gets_no_secret_of_the_environment() {
    let stage = Stage::without_tls().await;
    let (seen, opened) = (stage.path("seen-by-the-browser"), stage.path("opened"));
    let script =
        format!("/usr/bin/env > '{}'; printf '%s\\n' \"$1\" >> '{}'", seen.display(), opened.display());
    stage.install("xdg-open", &script).unwrap();
    let mut login = stage.login(&["browser"]);
    let canaries = ["AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "MSI_SECRET", "GITHUB_TOKEN"];
    for name in canaries {
        login.env(name, "canary-of-the-environment");
    }
    let mut child = login.env("LANG", "C.UTF-8").spawn().unwrap();
    opened_page(&stage).await;
    child.kill().await.unwrap();
    let seen = fs::read_to_string(seen).unwrap();
    assert!(seen.contains("LANG=C.UTF-8"), "the rest of the environment is there: {seen}");
    for name in canaries {
        assert!(!seen.contains(name) && !seen.contains("canary"), "{seen}");
    }
}

#[tokio::test]
async fn a_person_types_the_code_that_is_shown() {
    let stage = Stage::without_tls().await;
    let persona = stage.demo.personas().into_iter().find(|one| one.role == "owner").unwrap();
    let mut child = stage.login(&["device-code"]).spawn().unwrap();
    let line = line_with(&mut child, "enter the code").await;
    let after = |word: &str| line.split_once(word).unwrap().1.split(' ').next().unwrap().to_owned();
    let page = Url::parse(&after("Open ")).unwrap();
    let code = after("the code ").trim_end_matches('.').to_owned();
    assert!(!stage.path("opened").exists(), "no page opens by itself");
    let (user_name, password) = (persona.user_name.clone(), persona.password);
    let person = Person::new(Habit::TypesCode { code, user_name, password });
    person.open(&page).unwrap();
    let output = soon("the end of the program", child.wait_with_output()).await.unwrap();
    assert!(output.status.success(), "{output:?}; the browser shows {:?}", person.last_page());
    let who: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(who["account"]["userName"], serde_json::Value::from(persona.user_name));
    assert_eq!(who["account"]["kind"], "user");
}

#[tokio::test]
async fn a_code_comes_with_its_warning() {
    let stage = Stage::without_tls().await;
    let mut child = stage.login(&["device-code"]).spawn().unwrap();
    line_with(&mut child, &terminal::login_code_warning()).await;
    child.kill().await.unwrap();
}

#[tokio::test]
async fn a_person_signs_in_in_the_systems_browser() {
    let stage = Stage::without_tls().await;
    let persona = stage.demo.personas().into_iter().find(|one| one.role == "reader").unwrap();
    let user_name = persona.user_name.clone();
    let person = Person::new(Habit::SignsIn { user_name: persona.user_name, password: persona.password });
    let mut child = stage.login(&["browser"]).stdin(Stdio::null()).spawn().unwrap();
    line_with(&mut child, "Your browser shows").await;
    person.open(&opened_page(&stage).await).unwrap();
    let output = soon("the end of the program", child.wait_with_output()).await.unwrap();
    assert!(output.status.success(), "{output:?}; the browser shows {:?}", person.last_page());
    let who: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(who["account"]["userName"], serde_json::Value::from(user_name));
}

#[tokio::test]
async fn without_interaction_nothing_opens_and_nothing_is_asked() {
    let stage = Stage::set().await;
    let one = stage.application();
    let named = ["--tenant", &one.tenant_id, "--client-id", &one.client_id];
    for arguments in [
        &["login"][..],
        &["login", "--with", "device-code"],
        &[&["login", "--with", "secret"], &named[..]].concat(),
        &["token"],
        &["workspaces"],
        &["services"],
        &["access", "ml-pricing"],
        &["keys", "quote-price"],
        &["whoami"],
        &["logout"],
    ] {
        for more in [&["--no-interaction"][..], &["--no-interaction", "--session-only"]] {
            let run = stage.run(&[more, arguments].concat()).await;
            assert_eq!((run.code, run.stdout.as_str()), (Some(3), ""), "{arguments:?} {run:?}");
            let ways = ["latchkey login", "--file", "Remove --no-interaction"];
            assert!(ways.iter().any(|way| run.stderr.contains(way)), "{run:?}");
        }
    }
    assert!(!stage.path("opened").exists());
}

#[tokio::test]
async fn without_a_browser_the_device_code_is_suggested() {
    let stage = Stage::set().await;
    fs::remove_file(stage.path("bin/xdg-open")).unwrap();
    let run = ended(stage.login(&["browser"])).await;
    run.refused(1, &["--with device-code"]);
}

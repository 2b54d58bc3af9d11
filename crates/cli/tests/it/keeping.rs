//! What is kept: the doctor's view of it, and removing it. The machine of these tests has no store for secrets.

use std::fs;

use latchkey_types::{Clock, SystemClock};
use serde_json::Value;

use crate::stage::{Stage, ended};

const FILE: &str = "00112233445566778899aabbccddeeff.sealed";

fn leave(stage: &Stage, name: &str, content: &str) {
    let vault = stage.path("profile/vault");
    fs::create_dir_all(&vault).unwrap();
    fs::write(vault.join(name), content).unwrap();
}

fn left(stage: &Stage) -> Vec<String> {
    let Ok(entries) = fs::read_dir(stage.path("profile/vault")) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test]
async fn the_doctor_shows_the_store_each_item_and_the_clock() {
    let stage = Stage::set().await;
    leave(&stage, FILE, "no format of ours");
    leave(&stage, "notes.txt", "mine");
    let findings = stage.run(&["doctor", "--output", "json"]).await.json();
    let store = &findings["secretStore"];
    assert_eq!(store["trouble"]["kind"], "missing", "{store}");
    assert!(store["trouble"]["wayOut"].as_str().unwrap().contains("gnome-keyring"), "{store}");
    assert_eq!(store["otherFiles"], serde_json::json!(["notes.txt"]));
    let item = &store["items"][0];
    assert_eq!(
        (&item["kind"], &item["trouble"]["kind"]),
        (&Value::from("unknown"), &Value::from("unknownFormat"))
    );
    assert_eq!(item["sizeBytes"], 17);
    assert_eq!(findings["roundTrip"], Value::Null);
    let clock = &findings["clock"];
    assert_eq!(clock["isWrong"], false, "{clock}");
    assert!(clock["aheadMs"].as_i64().unwrap().abs() < 60_000, "{clock}");

    let table = stage.run(&["doctor"]).await;
    assert_eq!(table.code, Some(0), "{table:?}");
    for words in ["clock", "gnome-keyring", "notes.txt does not belong to Latchkey"] {
        assert!(table.stdout.contains(words), "{words} is not said: {table:?}");
    }
    let mut kept = left(&stage);
    kept.retain(|name| !name.ends_with("lock"));
    kept.sort();
    assert_eq!(kept, [FILE, "notes.txt"], "looking changes nothing");
}

#[tokio::test]
async fn the_doctor_says_that_the_clock_is_wrong() {
    let stage = Stage::without_tls().await;
    let theirs = SystemClock.now() + std::time::Duration::from_mins(20);
    stage.demo.faults().inject(latchkey_democloud::Fault::Status {
        path_contains: "/.well-known/openid-configuration".to_owned(),
        status: 200,
        headers: vec![("date".to_owned(), theirs.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())],
        body: "{}".to_owned(),
        times: 1,
    });
    let run = stage.run(&["doctor"]).await;
    let line = run.stdout.lines().find(|line| line.starts_with("clock")).unwrap_or_else(|| panic!("{run:?}"));
    assert!(line.contains("failed") && line.contains("behind") && line.contains("set the clock"), "{line}");
}

#[tokio::test]
async fn nothing_is_purged_before_the_word_is_typed() {
    let stage = Stage::set().await;
    leave(&stage, FILE, "x");
    stage.run(&["purge", "--confirm", "yes"]).await.refused(1, &["Enter the word purge"]);
    stage.run(&["purge", "--no-interaction"]).await.refused(1, &["--confirm purge"]);
    stage.run(&["purge"]).await.refused(1, &["--confirm purge"]);
    assert!(left(&stage).contains(&FILE.to_owned()));
}

#[tokio::test]
async fn a_purge_removes_what_it_can_and_claims_no_more() {
    let stage = Stage::set().await;
    leave(&stage, FILE, "x");
    leave(&stage, "notes.txt", "mine");
    let run = stage.run(&["purge", "--confirm", "purge"]).await;
    run.refused(1, &["Items: 1. Keys: 0.", "cannot prove", "notes.txt does not belong to Latchkey"]);
    assert_eq!(left(&stage), ["notes.txt"]);

    fs::remove_dir_all(stage.path("profile/vault")).unwrap();
    let mut command = stage.command(&["--output", "json", "purge", "--confirm", "purge"]);
    command.env("NO_COLOR", "1");
    let run = ended(command).await;
    let report = run.json();
    assert_eq!(
        (&report["isProven"], &report["remaining"]),
        (&Value::from(true), &Value::from(0)),
        "{report}"
    );
    assert!(run.stderr.contains("nothing is left"), "{run:?}");
}

//! What is printed: JSON for programs, tables for people, completions and the manual page; and a reader that has
//! read enough.

use std::process::Stdio;

use latchkey_testing::soon;

use crate::stage::{Stage, ended};

#[tokio::test]
async fn lists_are_json_for_programs_and_tables_for_people() {
    let stage = Stage::set().await;
    let clouds = stage.run(&["cloud", "list", "--output", "json"]).await.json();
    let ids: Vec<&str> = clouds.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["stage", "public", "usgov", "china"]);
    assert_eq!(stage.run(&["accounts", "--output", "json"]).await.json(), serde_json::json!([]));

    let table = stage.run(&["cloud", "list"]).await;
    assert_eq!(table.code, Some(0), "{table:?}");
    let lines: Vec<Vec<&str>> = table.stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0], ["ID", "NAME", "SIGN-IN", "HOST", "TOKEN", "HOSTS"]);
    assert_eq!(lines[1][..3], ["*", "stage", "Stage"]);
    let at = |line: &str, word: &str| line.find(word).unwrap();
    let rows: Vec<&str> = table.stdout.lines().collect();
    assert_eq!(at(rows[0], "NAME"), at(rows[1], "Stage"), "columns stand below each other: {rows:?}");
    assert!(!table.stdout.contains('\u{1b}'), "no colours where nobody looks");
}

#[tokio::test]
async fn a_cloud_of_a_file_is_added_and_chosen() {
    let stage = Stage::set().await;
    let file = stage.path("cloud.json").display().to_string();
    let profile = stage.path("profile").display().to_string();
    let run = async |arguments: &[&str]| {
        ended(stage.bare(&[&["--profile", profile.as_str()], arguments].concat())).await
    };
    let added = run(&["cloud", "add", &file]).await;
    assert!(added.code == Some(0) && added.stderr.contains("Stage is added with the id stage"), "{added:?}");
    assert_eq!(run(&["cloud", "use", "stage"]).await.code, Some(0));
    let current = run(&["cloud", "list"]).await;
    assert!(
        current.stdout.lines().any(|line| line.starts_with("* ") && line.contains("stage")),
        "{current:?}"
    );
    // Without a chosen cloud, one of Microsoft's is meant.
    assert_eq!(run(&["--session-only", "accounts", "--output", "json"]).await.json(), serde_json::json!([]));
}

#[tokio::test]
async fn a_first_run_that_stores_nothing_has_a_cloud_too() {
    let stage = Stage::set().await;
    let run = ended(stage.bare(&["--session-only", "cloud", "list"])).await;
    assert!(run.stdout.lines().any(|line| line.starts_with("* ") && line.contains("public")), "{run:?}");
}

#[tokio::test]
async fn completions_and_the_manual_page_are_printed() {
    let stage = Stage::set().await;
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let run = ended(stage.bare(&["completions", shell])).await;
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.stdout.contains("latchkey") && run.stdout.contains("no-interaction"), "{shell}");
    }
    let page = ended(stage.bare(&["man"])).await;
    assert!(page.code == Some(0) && page.stdout.contains(".TH latchkey"), "{page:?}");
    assert!(page.stdout.contains("no\\-interaction"), "{page:?}");
}

#[tokio::test]
async fn a_reader_that_closes_the_pipe_is_no_failure() {
    let stage = Stage::set().await;
    let mut child = stage.bare(&["completions", "zsh"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = soon("the end of the program", child.wait_with_output()).await.unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}

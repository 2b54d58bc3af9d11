//! Checks this machine: sources of tokens, the clock, the stored secrets. Also removes the stored secrets.

use latchkey_app::bridge::{
    ClockCheck, CredentialSource, OrphanedKeys, RoundTrip, SecretItem, SecretStorage, SecretStoreReport,
    StoreTrouble,
};
use serde::Serialize;

use super::lists::word;
use crate::{
    arguments::OutputFormat,
    command_context::CommandContext,
    output::{Failure, print_message, show, show_json},
    terminal,
};

pub(crate) async fn doctor(context: &CommandContext) -> Result<(), Failure> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Findings {
        sources: Vec<CredentialSource>,
        clock: ClockCheck,
        secret_storage: SecretStorage,
        secret_store: SecretStoreReport,
        /// The trial that stores, reads and removes a secret; none if it failed.
        round_trip: Option<RoundTrip>,
    }
    let app = &context.app;
    let sources = app.list_credential_sources().await?;
    let clock = app.check_clock().await?;
    let secret_store = app.check_secret_store().await?;
    let tried = match &secret_store.trouble {
        None => app.try_secret_store().await.map_err(|error| error.message),
        Some(trouble) => Err(in_words(trouble)),
    };
    let mut rows: Vec<Vec<String>> = sources
        .iter()
        .map(|source| {
            let took = format!("{} ms", source.took_ms);
            vec![word(&source.kind), word(&source.state), took, source.message.clone()]
        })
        .collect();
    rows.push(of_clock(&clock));
    rows.push(of_store(&secret_store, &tried));
    rows.extend(secret_store.items.iter().map(of_item));
    rows.extend(of_leftovers(&secret_store));
    let secret_storage = secret_store.storage.clone();
    let round_trip = tried.ok();
    let findings = Findings { sources, clock, secret_storage, secret_store, round_trip };
    show(context.options.output, &findings, &["source", "state", "took", ""], rows)
}

/// Removes every stored secret after the person has typed the word.
pub(crate) async fn purge(context: &CommandContext, confirm: Option<String>) -> Result<(), Failure> {
    const OTHERWISE: &str = "Say that it is meant with: --confirm purge";
    let word = match confirm {
        Some(word) => word,
        None if context.options.no_interaction => return Err(Failure::plain(OTHERWISE.to_owned())),
        None => {
            print_message(
                "This removes the session of every account of every cloud, and whatever else is kept here.",
            );
            print_message(
                "A window that is open goes on with the tokens that it holds, until they end or it is closed.",
            );
            terminal::ask_word("Type the word purge to go on", OTHERWISE)?
        }
    };
    let report = context.app.purge_secret_store(&word).await?;
    if context.options.output == OutputFormat::Json {
        show_json(&report)?;
    }
    print_message(&format!("Removed {} and {}.", counted(report.items, "item"), counted(report.keys, "key")));
    if !report.has_listed_keys {
        print_message(
            "This system's store cannot be asked for a list, so only keys of known items were looked for.",
        );
    }
    for file in &report.other_files {
        print_message(&format!("The file {file} is not Latchkey's, and stays."));
    }
    if report.is_proven {
        print_message("A second look found nothing that is left.");
        return Ok(());
    }
    for failure in &report.failures {
        print_message(failure);
    }
    let left = report.remaining;
    Err(Failure::plain(format!("It is not proven that nothing is left; items and keys still found: {left}.")))
}

pub(super) fn counted(count: u32, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

fn of_clock(clock: &ClockCheck) -> Vec<String> {
    let row = |state: &str, text: String| vec!["clock".to_owned(), state.to_owned(), String::new(), text];
    let (Some(ahead), Some(margin)) = (clock.ahead_ms, clock.margin_ms) else {
        return row("skipped", format!("{} did not say what the time is.", clock.host));
    };
    if ahead.abs() <= margin {
        return row("found", format!("This machine's clock agrees with that of {}.", clock.host));
    }
    let direction = if ahead > 0 { "ahead of" } else { "behind" };
    let (tenths, host) = (ahead.abs() / 100, &clock.host);
    let text = format!(
        "This machine's clock is {}.{} s {direction} that of {host}{}",
        tenths / 10,
        tenths % 10,
        if clock.is_wrong { ": too far to sign in. Set it." } else { ", which is allowed for." }
    );
    row(if clock.is_wrong { "failed" } else { "found" }, text)
}

fn of_store(report: &SecretStoreReport, tried: &Result<RoundTrip, String>) -> Vec<String> {
    let (state, took, text) = match (&report.storage, tried) {
        (SecretStorage::OsStore { name }, Ok(trip)) => {
            let took = format!("{} ms", trip.took_ms);
            (
                "found",
                took,
                format!("Secrets are sealed, their keys in {name}; a trial was kept, read and removed."),
            )
        }
        (SecretStorage::Memory, Ok(_)) => {
            ("found", String::new(), "Secrets are in memory for this session only.".to_owned())
        }
        (SecretStorage::Unavailable { reason }, Err(words)) => {
            ("failed", String::new(), format!("There is no store for secrets: {reason}. {words}"))
        }
        (_, Err(words)) => ("failed", String::new(), words.clone()),
        (SecretStorage::Unavailable { reason }, Ok(_)) => {
            ("failed", String::new(), format!("There is no store for secrets: {reason}."))
        }
    };
    vec!["secretStorage".to_owned(), state.to_owned(), took, text]
}

fn of_item(item: &SecretItem) -> Vec<String> {
    let whose = match (&item.account, &item.file) {
        (Some(account), _) => {
            format!("{} ({}, {})", account.user_name, account.cloud_id, word(&account.kind))
        }
        (None, Some(file)) => file.clone(),
        (None, None) => "in memory".to_owned(),
    };
    let sealed = item.sealed_at.map_or_else(String::new, |at| format!(", sealed {at:.0}"));
    let encryption = item.encryption.as_deref().unwrap_or("not sealed");
    let (state, text) = match &item.trouble {
        None => ("found", format!("{whose}: {} bytes, {encryption}{sealed}", item.size_bytes)),
        Some(trouble) => ("failed", format!("{whose}: {}", in_words(trouble))),
    };
    vec![word(&item.kind), state.to_owned(), String::new(), text]
}

/// The problem, the system's reason, and what to do about it.
fn in_words(trouble: &StoreTrouble) -> String {
    let reason = trouble.reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    format!("{}{reason} {}", trouble.message, trouble.way_out)
}

fn of_leftovers(report: &SecretStoreReport) -> Vec<Vec<String>> {
    let row =
        |kind: &str, state: &str, text: String| vec![kind.to_owned(), state.to_owned(), String::new(), text];
    let mut rows = Vec::new();
    if let OrphanedKeys::Counted { count } = report.orphaned_keys
        && count > 0
    {
        let text = format!("{} without an item. See: latchkey purge", counted(count, "key"));
        rows.push(row("orphanedKeys", "failed", text));
    }
    for file in &report.other_files {
        rows.push(row("otherFile", "skipped", format!("{file} is not Latchkey's.")));
    }
    rows
}

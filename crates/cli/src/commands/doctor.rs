//! Checks this machine: sources of tokens, the clock, the stored secrets. Also removes the stored secrets.

use latchkey_app::bridge::{
    ClockCheck, CredentialSource, ErrorDetail, OrphanedKeys, RoundTrip, SecretItem, SecretStorage,
    SecretStoreReport, StoreTrouble,
};
use latchkey_words::{doctor, terminal};
use serde::Serialize;

use super::lists::word;
use crate::{
    arguments::OutputFormat,
    command_context::CommandContext,
    console,
    output::{Failure, print_message, show, show_json},
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
            let took = doctor::took(source.took_ms);
            vec![word(&source.kind), word(&source.state), took, with_details(source)]
        })
        .collect();
    rows.push(of_clock(&clock));
    rows.push(of_store(&secret_store, &tried));
    rows.extend(secret_store.items.iter().map(of_item));
    rows.extend(of_leftovers(&secret_store));
    let secret_storage = secret_store.storage.clone();
    let round_trip = tried.ok();
    let findings = Findings { sources, clock, secret_storage, secret_store, round_trip };
    let header =
        [terminal::column_source(), terminal::column_state(), terminal::column_took(), String::new()];
    show(context.options.output, &findings, &header, rows)
}

/// Removes every stored secret after the person has typed the word.
pub(crate) async fn purge(context: &CommandContext, confirm: Option<String>) -> Result<(), Failure> {
    let word = match confirm {
        Some(word) => word,
        None if context.options.no_interaction => {
            return Err(Failure::plain(doctor::purge_confirm_option()));
        }
        None => {
            print_message(&doctor::purge_warning());
            print_message(&doctor::purge_window());
            console::ask_word(&doctor::purge_type(), doctor::purge_confirm_option())?
        }
    };
    let report = context.app.purge_secret_store(&word).await?;
    if context.options.output == OutputFormat::Json {
        show_json(&report)?;
    }
    print_message(&doctor::purged(report.items, report.keys));
    if !report.has_listed_keys {
        print_message(&doctor::purge_no_list());
    }
    for file in &report.other_files {
        print_message(&doctor::purge_other_file(file));
    }
    if report.is_proven {
        print_message(&doctor::purge_proven());
        return Ok(());
    }
    for failure in &report.failures {
        print_message(failure);
    }
    Err(Failure::plain(doctor::purge_unproven(report.remaining)))
}

/// What came of a source, with the details that its message can name.
fn with_details(source: &CredentialSource) -> String {
    let details = source.details.iter().map(|ErrorDetail { label, value }| format!(" ({label}: {value})"));
    std::iter::once(source.message.clone()).chain(details).collect()
}

fn of_clock(clock: &ClockCheck) -> Vec<String> {
    let row = |state: &str, text: String| vec!["clock".to_owned(), state.to_owned(), String::new(), text];
    let (Some(ahead), Some(margin)) = (clock.ahead_ms, clock.margin_ms) else {
        return row("skipped", doctor::clock_unknown(&clock.host));
    };
    if ahead.abs() <= margin {
        return row("found", doctor::clock_right(&clock.host));
    }
    let tenths = ahead.abs() / 100;
    let (seconds, host) = (format!("{}.{}", tenths / 10, tenths % 10), &clock.host);
    let text = match (clock.is_wrong, ahead > 0) {
        (false, true) => doctor::clock_ahead(host, seconds),
        (false, false) => doctor::clock_behind(host, seconds),
        (true, true) => doctor::clock_far_ahead(host, seconds),
        (true, false) => doctor::clock_far_behind(host, seconds),
    };
    row(if clock.is_wrong { "failed" } else { "found" }, text)
}

fn of_store(report: &SecretStoreReport, tried: &Result<RoundTrip, String>) -> Vec<String> {
    let (state, took, text) = match (&report.storage, tried) {
        (SecretStorage::OsStore { name }, Ok(trip)) => {
            ("found", doctor::took(trip.took_ms), doctor::store_works(name))
        }
        (SecretStorage::Memory, Ok(_)) => ("found", String::new(), doctor::store_memory()),
        (SecretStorage::Unavailable { .. }, Err(trouble)) => {
            ("failed", String::new(), doctor::store_unavailable(trouble))
        }
        (_, Err(trouble)) => ("failed", String::new(), trouble.clone()),
        (SecretStorage::Unavailable { reason }, Ok(_)) => {
            ("failed", String::new(), doctor::store_none(reason))
        }
    };
    vec!["secretStorage".to_owned(), state.to_owned(), took, text]
}

fn of_item(item: &SecretItem) -> Vec<String> {
    let whose = match (&item.account, &item.file) {
        (Some(account), _) => {
            doctor::item_account(&account.user_name, &account.cloud_id, word(&account.kind))
        }
        (None, Some(file)) => file.clone(),
        (None, None) => doctor::item_memory(),
    };
    let (state, text) = match (&item.trouble, &item.encryption, item.sealed_at) {
        (Some(trouble), ..) => ("failed", doctor::item_trouble(whose, in_words(trouble))),
        (None, Some(encryption), Some(at)) => {
            ("found", doctor::item_sealed(whose, item.size_bytes, encryption, format!("{at:.0}")))
        }
        (None, ..) => ("found", doctor::item_open(whose, item.size_bytes)),
    };
    vec![word(&item.kind), state.to_owned(), String::new(), text]
}

/// The problem, the system's reason, and what to do about it.
fn in_words(trouble: &StoreTrouble) -> String {
    match &trouble.reason {
        Some(reason) => doctor::trouble(&trouble.message, reason, &trouble.way_out),
        None => doctor::trouble_plain(&trouble.message, &trouble.way_out),
    }
}

fn of_leftovers(report: &SecretStoreReport) -> Vec<Vec<String>> {
    let row =
        |kind: &str, state: &str, text: String| vec![kind.to_owned(), state.to_owned(), String::new(), text];
    let mut rows = Vec::new();
    if let OrphanedKeys::Counted { count } = report.orphaned_keys
        && count > 0
    {
        rows.push(row("orphanedKeys", "failed", doctor::orphaned_keys(count)));
    }
    for file in &report.other_files {
        rows.push(row("otherFile", "skipped", doctor::other_file(file)));
    }
    rows
}

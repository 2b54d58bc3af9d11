//! Why a file of this computer cannot be read or written.

use latchkey_types::WorkspaceConfigError;
use latchkey_words::{config, file};

use crate::FileProblem;

const KILOBYTE: u64 = 1024;

/// Why a file cannot be read.
pub(crate) fn text_of_unreadable_file(path: &str, problem: &FileProblem) -> String {
    match problem {
        FileProblem::NotRegular => file::not_regular(path),
        FileProblem::TooLong { limit } => file::too_long(path, limit.div_ceil(KILOBYTE)),
        FileProblem::NotText => file::not_text(path),
        FileProblem::NotJson { cause } => file::not_json(path, without_stop(cause)),
        FileProblem::OthersCanWrite { folder } => file::others_can_write(folder),
        FileProblem::NotOurs { path } => file::not_ours(path),
        FileProblem::Link { path } => file::link(path),
        FileProblem::System { cause } => file::unreadable(path, without_stop(cause)),
    }
}

/// Why a file cannot be written.
pub(super) fn text_of_unwritable_file(path: &str, problem: &FileProblem) -> String {
    match problem {
        FileProblem::TooLong { limit } => file::too_long_to_write(path, limit.div_ceil(KILOBYTE)),
        FileProblem::System { cause } | FileProblem::NotJson { cause } => {
            file::unwritable(path, without_stop(cause))
        }
        FileProblem::NotRegular | FileProblem::NotText => file::link(path),
        FileProblem::OthersCanWrite { folder } => file::others_can_write(folder),
        FileProblem::NotOurs { path } => file::not_ours(path),
        FileProblem::Link { path } => file::link(path),
    }
}

/// What is wrong with a `config.json`.
pub(super) fn text_of_config(problem: &WorkspaceConfigError) -> String {
    match problem {
        WorkspaceConfigError::TooLong => config::too_long(),
        WorkspaceConfigError::NotJson { line, column } => config::not_json(*line, *column),
        WorkspaceConfigError::Missing(field) => config::field_missing(field),
        WorkspaceConfigError::Field(field) => config::field_invalid(field),
    }
}

/// What the system said, before the full stop of our sentence.
pub(super) fn without_stop(cause: &str) -> &str {
    cause.trim_end_matches(['.', ' '])
}

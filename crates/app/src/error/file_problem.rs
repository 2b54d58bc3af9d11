//! Why a file of this machine cannot be read or written.

use std::{io, path::Path};

use latchkey_files::{
    ReadError,
    private::{self, Unsafe},
};
use serde::Serialize;
use ts_rs::TS;

/// Why a file cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum FileProblem {
    /// It is a folder, a pipe, a device or a socket.
    NotRegular,
    /// It is too long.
    TooLong {
        /// The limit in bytes.
        #[ts(type = "number")]
        limit: u64,
    },
    /// It is not UTF-8.
    NotText,
    /// It is not the JSON that was expected.
    NotJson {
        /// What the parser said.
        cause: String,
    },
    /// Other people can put something else in its place.
    OthersCanWrite {
        /// The folder.
        folder: String,
    },
    /// It belongs to somebody else.
    NotOurs {
        /// The file or folder.
        path: String,
    },
    /// It is a link, a pipe or something else where a file of ours should be.
    Link {
        /// Its path.
        path: String,
    },
    /// The system refused.
    System {
        /// What the system said.
        cause: String,
    },
}

impl From<ReadError> for FileProblem {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::System(error) => error.into(),
            error => Self::of(&error),
        }
    }
}

impl From<io::Error> for FileProblem {
    fn from(error: io::Error) -> Self {
        if let Some(reason) = private::reason_of(&error) {
            return reason.into();
        }
        match error.get_ref().and_then(|cause| cause.downcast_ref::<ReadError>()) {
            Some(read) => Self::of(read),
            None => Self::System { cause: error.to_string() },
        }
    }
}

impl From<&Unsafe> for FileProblem {
    fn from(reason: &Unsafe) -> Self {
        let text = |path: &Path| path.display().to_string();
        match reason {
            Unsafe::OthersCanWrite(folder) => Self::OthersCanWrite { folder: text(folder) },
            Unsafe::NotOurs(path) => Self::NotOurs { path: text(path) },
            Unsafe::NotAFile(path) => Self::Link { path: text(path) },
        }
    }
}

impl FileProblem {
    fn of(error: &ReadError) -> Self {
        match error {
            ReadError::NotAFile => Self::NotRegular,
            ReadError::TooLong { limit } => Self::TooLong { limit: *limit },
            ReadError::NotText => Self::NotText,
            ReadError::System(error) => Self::System { cause: error.to_string() },
        }
    }
}

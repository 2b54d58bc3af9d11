//! What is wrong with a file of the profile when the program starts.

use latchkey_words::file;

use crate::{FileProblem, bridge};

/// What is wrong with a file of the profile. The defaults are in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ProfileTrouble {
    /// Its folder is not safe, so nothing is read and nothing is written.
    UnsafeFolder {
        /// The file.
        file: String,
        /// What is wrong with the folder.
        problem: FileProblem,
    },
    /// The file cannot be read.
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        problem: FileProblem,
        /// Where the file is now, or what the system said.
        moved_to: Result<String, String>,
    },
}

impl ProfileTrouble {
    /// What the person should know.
    pub(crate) fn notices(&self) -> [String; 2] {
        match self {
            Self::UnsafeFolder { file, problem } => {
                [bridge::text_of_unreadable_file(file, problem), file::settings_not_kept()]
            }
            Self::Unreadable { file, problem, moved_to } => {
                let moved = match moved_to {
                    Ok(place) => file::set_aside(place),
                    Err(cause) => file::not_set_aside(cause),
                };
                [bridge::text_of_unreadable_file(file, problem), moved]
            }
        }
    }
}

//! Long work, as the window and the lock screen follow it.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

use super::{CommandError, KeyRegeneration, KeySlot};

/// A job. While the app is locked, it is counts alone.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct JobView {
    /// Its id in this run.
    pub id: u32,
    /// Where it is.
    pub state: JobState,
    /// Keys that are done.
    pub done: u32,
    /// Keys of its plan.
    pub total: u32,
    /// When it began, UTC.
    #[ts(type = "string")]
    pub started_at: Timestamp,
    /// What it is about; none while the app is locked.
    pub subject: Option<JobSubject>,
    /// What became of it; none before its end and while the app is locked.
    pub outcome: Option<JobOutcome>,
}

/// Where a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum JobState {
    /// It runs.
    Running,
    /// It was asked to stop, and finishes what it cannot leave half done.
    Stopping,
    /// It has ended.
    Ended,
}

/// What a job is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum JobSubject {
    /// A key of a service is regenerated.
    RegenerateKey {
        /// The service's handle.
        service: String,
        /// The service's name.
        service_name: String,
        /// Which key.
        slot: KeySlot,
    },
}

/// What became of a job.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[ts(export)]
pub enum JobOutcome {
    /// A key was regenerated, or not, as its proof says.
    Regenerated {
        /// The proof.
        regeneration: KeyRegeneration,
    },
    /// It failed.
    Failed {
        /// Why.
        error: CommandError,
    },
}

impl JobOutcome {
    /// What became of a regeneration.
    ///
    /// # Errors
    /// Why it failed.
    pub fn into_regeneration(self) -> Result<KeyRegeneration, CommandError> {
        match self {
            Self::Regenerated { regeneration } => Ok(regeneration),
            Self::Failed { error } => Err(error),
        }
    }
}

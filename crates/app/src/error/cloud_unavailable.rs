//! Why a cloud cannot be made ready, or an emulated one cannot be reset.

use crate::bridge::StoreTrouble;

/// Why a cloud cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the cloud cannot be used: {self:?}")]
pub enum CloudUnavailable {
    /// There is no cloud of this id.
    Unknown,
    /// This program has no emulated cloud.
    NoEmulator,
    /// The emulated cloud is one of the window's, and this is another program.
    EmulatorElsewhere,
    /// The stored state of the emulated cloud cannot be opened.
    StateSealed(StoreTrouble),
    /// The stored state of the emulated cloud cannot be removed.
    StateNotRemoved(StoreTrouble),
    /// The emulated cloud does not start.
    NotStarted(EmulatorProblem),
    /// The emulated cloud goes on as it was.
    NotReset(EmulatorProblem),
}

/// What an emulated cloud failed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EmulatorProblem {
    /// An address of this machine cannot be had.
    Address {
        /// The address.
        address: String,
        /// What the system said.
        cause: String,
    },
    /// The stored state is not understood.
    State {
        /// What the parser said.
        cause: String,
    },
    /// The stored state has a format that this program does not know.
    StateFormat {
        /// Its number.
        version: u32,
    },
    /// No keys or certificates could be made.
    Keys,
    /// It is set up in a way that it does not accept.
    Setup,
}

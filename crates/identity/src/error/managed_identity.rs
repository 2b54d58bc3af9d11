//! Why there is no token of a managed identity.

use super::MissingPart;
use crate::HostKind;

/// Why there is no token of a managed identity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManagedIdentityError {
    /// Nothing on this machine hands out tokens.
    #[error("this machine has no managed identity endpoint")]
    NoEndpoint,
    /// The environment names an address that cannot be one.
    #[error("{0} is not the address of an endpoint on this machine")]
    BadAddress(&'static str),
    /// A host whose endpoint Latchkey does not speak to.
    #[error("the managed identity of {0:?} is not supported")]
    Unsupported(UnsupportedHost),
    /// The endpoint knows no such identity.
    #[error("this machine has no such identity")]
    NoSuchIdentity,
    /// This kind of host cannot select an identity in this way.
    #[error("{0:?} takes a user-assigned identity by its client id only")]
    Selection(HostKind),
    /// The endpoint refused.
    #[error("the managed identity endpoint refused ({status}): {message}")]
    Refused {
        /// The answer's status.
        status: u16,
        /// The endpoint's own words, shortened.
        message: String,
    },
    /// Its answer lacks something.
    #[error("the managed identity endpoint's answer is not understood: no {0:?}")]
    Unreadable(MissingPart),
    /// Arc's agent did not prove that it shares this machine.
    #[error("Azure Arc's proof is not believed: {0:?}")]
    ArcProof(ArcProblem),
    /// No answer came.
    #[error("the managed identity endpoint cannot be reached")]
    Unreachable,
}

/// A host whose managed identity Latchkey does not support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnsupportedHost {
    /// Service Fabric, whose certificate would have to be pinned.
    ServiceFabric,
    /// Azure Cloud Shell.
    CloudShell,
}

/// Why the proof of Azure Arc's agent is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArcProblem {
    /// It names no file.
    NoFile,
    /// The file is not in the agent's folder.
    OtherFolder,
    /// This user cannot read the file: only members of the group `himds` can.
    FileUnreadable,
    /// The file holds no key.
    NotAKey,
}

//! Why a seed is refused: what is wrong, and where in the file.

use latchkey_rbac::ConditionError;

use super::scale::ScaleError;

/// A seed cannot be used. Places are spelled as in the file: `workspaces[3].group`.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// The text is not JSON, or not of the seed's shape.
    #[error("{place} cannot be read")]
    Unreadable {
        /// Where.
        place: String,
        /// What the reader found.
        source: serde_json::Error,
    },
    /// Something is named that does not exist.
    #[error("{place}: there is no {kind} named {name:?}")]
    Unknown {
        /// Where.
        place: String,
        /// What was looked for.
        kind: String,
        /// Its name.
        name: String,
    },
    /// Two things have one name or id.
    #[error("{place}: another {kind} is called {name:?}")]
    Repeated {
        /// Where the second one is.
        place: String,
        /// What they are.
        kind: &'static str,
        /// The name or id.
        name: String,
    },
    /// A name fits several people.
    #[error("{place}: several people are called {name:?}; say it by the sign-in name, \"name@domain\"")]
    Ambiguous {
        /// Where.
        place: String,
        /// The name.
        name: String,
    },
    /// A text is not what has to stand there.
    #[error("{place}: {text:?} is not {expected}")]
    Malformed {
        /// Where.
        place: String,
        /// The text.
        text: String,
        /// What it should be, with an article.
        expected: &'static str,
    },
    /// A condition of an assignment cannot be read.
    #[error("{place} is no condition that can be read")]
    Condition {
        /// Where.
        place: String,
        /// What the parser found.
        source: ConditionError,
    },
    /// There is no tenant.
    #[error("tenants: a seed needs at least one tenant")]
    NoTenant,
    /// A person is a guest in their home tenant.
    #[error("{place}: {name} is at home in this tenant")]
    GuestAtHome {
        /// Where.
        place: String,
        /// The person.
        name: String,
    },
    /// The shares of the traffic do not add up.
    #[error("{place}: the deployments have {percent} percent of the traffic together; it has to be 0 or 100")]
    Traffic {
        /// Where.
        place: String,
        /// The sum.
        percent: u32,
    },
    /// A company of this size cannot be made.
    #[error(transparent)]
    Scale(#[from] ScaleError),
}

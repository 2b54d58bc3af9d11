//! Who may read and change what. Users may read the directory, register applications and change those
//! that they own; administrators change all; applications need app roles.
//!
//! Permissions: <https://learn.microsoft.com/graph/permissions-reference>

use super::GraphRequest;
use crate::{authn::CallerKind, error::GraphError};

const APPLICATIONS_OWNED: &str = "Application.ReadWrite.OwnedBy";
const APPLICATIONS: &str = "Application.ReadWrite.All";
const DIRECTORY: &str = "Directory.ReadWrite.All";

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Users,
    Groups,
    Applications,
    /// Names of anything.
    Everything,
}

impl Part {
    /// The app roles that allow reading it.
    fn roles(self) -> &'static [&'static str] {
        match self {
            Self::Users => &["User.Read.All", "User.ReadBasic.All", "User.ReadWrite.All"],
            Self::Groups => &["Group.Read.All", "GroupMember.Read.All", "Group.ReadWrite.All"],
            // An application that manages its own may list all.
            Self::Applications => &["Application.Read.All", APPLICATIONS, APPLICATIONS_OWNED],
            Self::Everything => &[],
        }
    }
}

impl GraphRequest<'_> {
    pub(super) fn need_to_read(&self, part: Part) -> Result<(), GraphError> {
        let is_user = self.caller.kind == CallerKind::User;
        let everywhere = ["Directory.Read.All", DIRECTORY];
        allow(is_user || self.has_any_role(&everywhere) || self.has_any_role(part.roles()))
    }

    pub(super) fn need_to_register(&self) -> Result<(), GraphError> {
        let is_user = self.caller.kind == CallerKind::User;
        allow(is_user || self.has_any_role(&[APPLICATIONS, APPLICATIONS_OWNED, DIRECTORY]))
    }

    /// Whether the caller may change the application with this object id.
    pub(super) fn need_to_change(&self, application_id: &str) -> Result<(), GraphError> {
        let registration = self.state.registration(application_id);
        let is_owner = registration.is_some_and(|one| one.owners.contains(&self.caller.object_id));
        allow(match self.caller.kind {
            CallerKind::User => is_owner || self.administers_applications(),
            CallerKind::Application => {
                self.has_any_role(&[APPLICATIONS, DIRECTORY])
                    || (is_owner && self.has_any_role(&[APPLICATIONS_OWNED]))
            }
        })
    }

    /// Whether the caller is a person who administers the directory's applications.
    fn administers_applications(&self) -> bool {
        self.caller.kind == CallerKind::User && self.state.administers_applications(&self.caller.object_id)
    }

    fn has_any_role(&self, roles: &[&str]) -> bool {
        self.roles.iter().any(|role| roles.contains(&role.as_str()))
    }
}

fn allow(is_allowed: bool) -> Result<(), GraphError> {
    if is_allowed { Ok(()) } else { Err(GraphError::not_allowed()) }
}

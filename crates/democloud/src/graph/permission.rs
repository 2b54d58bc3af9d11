//! Who may read and change what. A token has to carry a permission for it: an application's a role, a user's a
//! delegated permission, which lets the application do what the user may do and nothing beyond that.
//!
//! Users may read the directory, register applications and change those that they own; guests may read what they
//! know the name of; administrators may do more.
//!
//! Permissions: <https://learn.microsoft.com/graph/permissions-reference>, users:
//! <https://learn.microsoft.com/entra/fundamentals/users-default-permissions>.

use super::GraphRequest;
use crate::{caller::CallerKind, error::GraphError};

/// For what an application owns; an application's own role and no delegated permission.
const APPLICATIONS_OWNED: &str = "Application.ReadWrite.OwnedBy";
const APPLICATIONS: &str = "Application.ReadWrite.All";
const REVOCATION: &str = "User.RevokeSessions.All";
const DIRECTORY: &str = "Directory.ReadWrite.All";
/// Delegated only: all that the user may do.
const AS_USER: &str = "Directory.AccessAsUser.All";
/// Permissions to read all there is.
const EVERYWHERE: [&str; 2] = ["Directory.Read.All", DIRECTORY];

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The signed-in user.
    Oneself,
    /// The groups of the signed-in user.
    OwnGroups,
    Users,
    Groups,
    Applications,
    /// Names of anything.
    Everything,
}

impl Part {
    /// The permissions that allow reading it, beside those for everything.
    fn permissions(self) -> &'static [&'static str] {
        match self {
            Self::Oneself => {
                &["User.Read", "User.ReadBasic.All", "User.Read.All", "User.ReadWrite", "User.ReadWrite.All"]
            }
            Self::OwnGroups => &[
                "User.Read",
                "User.Read.All",
                "User.ReadWrite.All",
                "Group.Read.All",
                "GroupMember.Read.All",
                "Group.ReadWrite.All",
            ],
            Self::Users => &["User.Read.All", "User.ReadBasic.All", "User.ReadWrite.All"],
            Self::Groups => &["Group.Read.All", "GroupMember.Read.All", "Group.ReadWrite.All"],
            Self::Applications => &["Application.Read.All", APPLICATIONS],
            Self::Everything => &[],
        }
    }
}

impl GraphRequest<'_> {
    /// To read what the request names.
    pub(super) fn need_to_read(&self, part: Part) -> Result<(), GraphError> {
        // An application that manages its own may read all.
        let manages = part == Part::Applications && self.has_role(&[APPLICATIONS_OWNED]);
        allow(manages || self.has_permission(&EVERYWHERE) || self.has_permission(part.permissions()))
    }

    /// To read all there is of a kind, which guests may not.
    pub(super) fn need_to_list(&self, part: Part) -> Result<(), GraphError> {
        self.need_to_read(part)?;
        allow(!self.is_mere_guest())
    }

    pub(super) fn need_to_register(&self) -> Result<(), GraphError> {
        let is_permitted =
            self.has_permission(&[APPLICATIONS, DIRECTORY]) || self.has_role(&[APPLICATIONS_OWNED]);
        allow(is_permitted && !self.is_mere_guest())
    }

    /// Whether the caller may change the application with this object id.
    pub(super) fn need_to_change(&self, application_id: &str) -> Result<(), GraphError> {
        let registration = self.state.registration(application_id);
        let is_owner = registration.is_some_and(|one| one.owners.contains(&self.caller.object_id));
        let is_permitted = self.has_permission(&[APPLICATIONS, DIRECTORY]);
        allow(match self.caller.kind {
            CallerKind::User => is_permitted && (is_owner || self.administers_applications()),
            CallerKind::Application => is_permitted || (is_owner && self.has_role(&[APPLICATIONS_OWNED])),
        })
    }

    /// Whether the caller may end the sessions of the user with this object id.
    pub(super) fn need_to_revoke_sessions(&self, user_id: &str) -> Result<(), GraphError> {
        let caller = &self.caller.object_id;
        allow(match self.caller.kind {
            CallerKind::User => {
                self.has_permission(&[REVOCATION, "User.ReadWrite.All", DIRECTORY])
                    && (caller == user_id || self.state.is_global_administrator(caller))
            }
            CallerKind::Application => self.has_role(&[REVOCATION]),
        })
    }

    /// Whether the caller is a person who administers the directory's applications.
    fn administers_applications(&self) -> bool {
        self.caller.kind == CallerKind::User && self.state.administers_applications(&self.caller.object_id)
    }

    /// Whether the caller belongs to another directory and administers nothing in this one.
    fn is_mere_guest(&self) -> bool {
        let user = self.state.user(&self.caller.object_id).filter(|_| self.caller.kind == CallerKind::User);
        user.is_some_and(|user| user.home.is_some()) && !self.administers_applications()
    }

    /// Whether the token carries one of the permissions that users and applications can both have.
    fn has_permission(&self, names: &[&str]) -> bool {
        let acts_as_user =
            self.caller.kind == CallerKind::User && self.permissions.iter().any(|one| one == AS_USER);
        acts_as_user || self.permissions.iter().any(|one| names.contains(&one.as_str()))
    }

    /// Whether the token carries one of the permissions that only applications can have.
    fn has_role(&self, names: &[&str]) -> bool {
        self.caller.kind == CallerKind::Application
            && self.permissions.iter().any(|one| names.contains(&one.as_str()))
    }
}

fn allow(is_allowed: bool) -> Result<(), GraphError> {
    if is_allowed { Ok(()) } else { Err(GraphError::not_allowed()) }
}

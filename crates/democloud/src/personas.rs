//! The users that a program can sign in as, with their passwords.

use latchkey_types::Secret;

use crate::DemoCloud;

/// A user to sign in as.
#[derive(Debug, Clone)]
pub struct Persona {
    /// The name to type.
    pub user_name: String,
    /// First and last name.
    pub display_name: String,
    /// The password to type.
    pub password: Secret,
    /// `owner`, `dataScientist`, `reader`, `accessAdmin` or `none`.
    pub role: String,
    /// The user's object id.
    pub object_id: String,
    /// The tenant's id.
    pub tenant_id: String,
}

impl DemoCloud {
    /// All users to sign in as.
    pub fn personas(&self) -> Vec<Persona> {
        self.core.with_state(|state| {
            let users =
                state.users.iter().filter_map(|user| user.persona.as_ref().map(|persona| (user, persona)));
            users
                .map(|(user, persona)| Persona {
                    user_name: user.sign_in_name.clone(),
                    display_name: user.display_name(),
                    password: persona.password.clone(),
                    role: persona.role.clone(),
                    object_id: user.id.clone(),
                    tenant_id: user.tenant_id.clone(),
                })
                .collect()
        })
    }
}

//! Sign-in policies: conditional access, security defaults, and what can be wrong with an account.

use serde::{Deserialize, Serialize};

use super::{State, User};
use crate::audience::Resource;

/// The newest ones stay.
const POLICIES_KEPT: usize = 100;

/// A rule, and for whom it holds. A condition that is left out holds for all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Policy {
    /// A GUID; claims requests name it.
    pub id: String,
    /// Its name in words.
    pub display_name: String,
    /// Whether it is in force.
    pub is_enabled: bool,
    /// Object id or sign-in name of the one user it is for.
    #[serde(default)]
    pub user: Option<String>,
    /// The one application it is for.
    #[serde(default)]
    pub client_id: Option<String>,
    /// The one resource it is for.
    #[serde(default)]
    pub resource: Option<Resource>,
    /// What it asks for.
    #[serde(flatten)]
    pub rule: Rule,
}

/// What a policy asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "rule")]
pub enum Rule {
    /// A second factor (AADSTS50076).
    RequireMfa,
    /// A second factor has to be set up first (AADSTS50079).
    RequireMfaRegistration,
    /// The same, by the tenant's security defaults (AADSTS50072).
    SecurityDefaults,
    /// A managed device, which no browser here has (AADSTS53000).
    RequireCompliantDevice,
    /// Sign-in is blocked (AADSTS53003).
    BlockAccess,
    /// An authentication context: a step-up that tokens name in `acrs` (AADSTS50076).
    RequireContext {
        /// `c1` to `c99`.
        context: String,
    },
    /// The password has to be typed again after this time (AADSTS70043).
    SignInFrequency {
        /// How long a sign-in lasts.
        minutes: u32,
    },
    /// The account is switched off (AADSTS50057).
    UserDisabled,
    /// The account is locked after wrong passwords (AADSTS50053).
    UserLocked,
    /// The password has to be changed (AADSTS50055).
    PasswordExpired,
    /// The application is only for people assigned to it (AADSTS50105).
    NotAssignedToApp,
    /// The application is switched off (AADSTS7000112).
    ApplicationDisabled,
    /// Another of Entra's refusals; a number that is not known asks for nothing.
    Refuse {
        /// The AADSTS number, such as 50158 or 700082.
        number: u32,
    },
}

impl Policy {
    /// Whether it is in force for a user of an application that asks for these resources. Resources matter only
    /// to a policy that names one.
    pub(crate) fn concerns(&self, user: Option<&User>, client_id: &str, resources: &[Resource]) -> bool {
        let is_user = |wanted: &String| {
            user.is_some_and(|user| {
                user.id == *wanted
                    || user.home.as_ref() == Some(wanted)
                    || user.sign_in_name.eq_ignore_ascii_case(wanted)
            })
        };
        self.is_enabled
            && self.user.as_ref().is_none_or(is_user)
            && self.client_id.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(client_id))
            && self.resource.is_none_or(|wanted| resources.contains(&wanted))
    }
}

impl State {
    /// Adds a policy, or puts it in place of the one with the same id.
    pub(crate) fn put_policy(&mut self, policy: Policy) {
        match self.policies.iter_mut().find(|known| known.id.eq_ignore_ascii_case(&policy.id)) {
            Some(known) => *known = policy,
            None => self.policies.push(policy),
        }
        if self.policies.len() > POLICIES_KEPT {
            self.policies.remove(0);
        }
        self.touch();
    }

    /// Takes a policy out; whether there was one.
    pub(crate) fn remove_policy(&mut self, id: &str) -> bool {
        let before = self.policies.len();
        self.policies.retain(|policy| !policy.id.eq_ignore_ascii_case(id));
        let is_removed = self.policies.len() != before;
        if is_removed {
            self.touch();
        }
        is_removed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_reads_as_one_flat_object() {
        let text = r#"{"id":"p","displayName":"n","isEnabled":true,"user":"u","rule":"signInFrequency","minutes":5}"#;
        let policy: Policy = serde_json::from_str(text).unwrap();
        assert_eq!(policy.rule, Rule::SignInFrequency { minutes: 5 });
        assert_eq!(serde_json::from_value::<Policy>(serde_json::to_value(&policy).unwrap()).unwrap(), policy);
    }

    #[test]
    fn what_a_policy_does_not_name_does_not_matter() {
        let everywhere = Policy {
            id: String::new(),
            display_name: String::new(),
            is_enabled: true,
            user: None,
            client_id: None,
            resource: None,
            rule: Rule::BlockAccess,
        };
        assert!(everywhere.concerns(None, "a", &[]));
        let at_arm = Policy { resource: Some(Resource::Arm), ..everywhere.clone() };
        assert!(at_arm.concerns(None, "a", &[Resource::Graph, Resource::Arm]));
        assert!(!at_arm.concerns(None, "a", &[Resource::Graph]));
        let for_app = Policy { client_id: Some("A".to_owned()), ..everywhere.clone() };
        assert!(for_app.concerns(None, "a", &[]) && !for_app.concerns(None, "b", &[]));
        assert!(!Policy { user: Some("u".to_owned()), ..everywhere.clone() }.concerns(None, "a", &[]));
        assert!(!Policy { is_enabled: false, ..everywhere }.concerns(None, "a", &[]));
    }
}

//! Azure's built-in roles, as far as they matter here: a table of facts.
//!
//! Source: <https://learn.microsoft.com/azure/role-based-access-control/built-in-roles>.

mod general;
mod machine_learning;
mod networking;

use std::sync::LazyLock;

use latchkey_rbac::{ActionPattern, Permission, RoleDefinition};
use latchkey_types::Scope;

/// One built-in role.
pub(crate) struct BuiltInRole {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    actions: &'static [&'static str],
    not_actions: &'static [&'static str],
    data_actions: &'static [&'static str],
    not_data_actions: &'static [&'static str],
}

impl BuiltInRole {
    /// The role as the evaluator takes it.
    fn definition(&self) -> RoleDefinition {
        let patterns = |words: &[&str]| words.iter().map(|word| ActionPattern::new(*word)).collect();
        RoleDefinition {
            id: self.id.to_owned(),
            name: self.name.to_owned(),
            permissions: vec![Permission {
                actions: patterns(self.actions),
                not_actions: patterns(self.not_actions),
                data_actions: patterns(self.data_actions),
                not_data_actions: patterns(self.not_data_actions),
            }],
            assignable_scopes: vec![Scope::new("/")],
        }
    }
}

pub(crate) const OWNER: &str = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
pub(crate) const CONTRIBUTOR: &str = "b24988ac-6180-42a0-ab88-20f7382dd24c";
pub(crate) const READER: &str = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
pub(crate) const USER_ACCESS_ADMINISTRATOR: &str = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";
pub(crate) const DATA_SCIENTIST: &str = "f6c7c914-8db3-469d-8ca1-694a8f32e121";
pub(crate) const COMPUTE_OPERATOR: &str = "e503ece1-11d0-4e8e-8e2c-7a6c3bf38815";
pub(crate) const METRICS_WRITER: &str = "635dd51f-9968-44d3-b7fb-6d9a6bd613ae";
pub(crate) const KEY_VAULT_SECRETS_OFFICER: &str = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";
pub(crate) const KEY_VAULT_SECRETS_USER: &str = "4633458b-17de-408a-b874-0445c86b69e6";

/// Every built-in role that the demo cloud has.
pub(crate) const BUILT_IN: &[BuiltInRole] = &[
    general::OWNER,
    general::CONTRIBUTOR,
    general::READER,
    general::USER_ACCESS_ADMINISTRATOR,
    general::ROLE_BASED_ACCESS_CONTROL_ADMINISTRATOR,
    machine_learning::AZUREML_DATA_SCIENTIST,
    machine_learning::AZUREML_COMPUTE_OPERATOR,
    machine_learning::AZUREML_METRICS_WRITER,
    machine_learning::AZUREML_REGISTRY_USER,
    machine_learning::AZURE_MACHINE_LEARNING_WORKSPACE_CONNECTION_SECRETS_READER,
    machine_learning::AZURE_AI_DEVELOPER,
    machine_learning::AZURE_AI_ADMINISTRATOR,
    machine_learning::DATA_LABELING_LABELER,
    general::KEY_VAULT_SECRETS_OFFICER,
    general::KEY_VAULT_SECRETS_USER,
    machine_learning::AI_MODEL_SCANNER_OPERATOR,
    networking::AZURE_AI_ENTERPRISE_NETWORK_CONNECTION_APPROVER,
    networking::AZURE_AI_ENTERPRISE_NETWORKING_OUTBOUND_RULES_OPERATOR,
    machine_learning::AZURE_AI_SAFETY_EVALUATOR,
    general::LOG_ANALYTICS_READER,
    general::MANAGED_IDENTITY_OPERATOR,
    general::MONITORING_READER,
];

/// The built-in roles as the evaluator takes them, in the same order, made once for all requests.
pub(crate) static DEFINITIONS: LazyLock<Vec<RoleDefinition>> =
    LazyLock::new(|| BUILT_IN.iter().map(BuiltInRole::definition).collect());

#[cfg(test)]
mod tests;

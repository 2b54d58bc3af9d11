//! The `config.json` of a workspace, as the portal and both SDKs write it: where it is looked for, and what it says.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use crate::ResourceId;

/// Longer files are something else.
const LONGEST_FILE: usize = 64 * 1024;
/// Folders that the v1 SDK looks into, in its order; the last one is the folder itself.
const FOLDERS: [&str; 3] = [".azureml", "aml_config", ""];
/// Names that it looks for in each.
const NAMES: [&str; 2] = ["config.json", "project.json"];

/// Which workspace a file means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceConfig {
    /// GUID of the subscription.
    pub subscription_id: String,
    /// Name of the resource group.
    pub resource_group: String,
    /// Name of the workspace.
    pub workspace: String,
}

/// Why a file means no workspace.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkspaceConfigError {
    /// More than 64 KiB.
    #[error("it is too long for a workspace's config.json")]
    TooLong,
    /// Something else than a JSON object.
    #[error("it is not a JSON object (line {line}, column {column})")]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1; 0 at a line's beginning.
        column: usize,
    },
    /// A field that is needed is not there, or is no text.
    #[error("it has no {0}")]
    Missing(&'static str),
    /// A field cannot be part of an ARM id.
    #[error("its {0} is not a name that Azure gives")]
    Field(&'static str),
}

impl WorkspaceConfig {
    /// Reads a file's text: `subscription_id`, `resource_group`, `workspace_name`, or the older `Scope`.
    ///
    /// # Errors
    /// [`WorkspaceConfigError`] names the field.
    pub fn read(text: &str) -> Result<Self, WorkspaceConfigError> {
        if text.len() > LONGEST_FILE {
            return Err(WorkspaceConfigError::TooLong);
        }
        let fields: Map<String, Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| WorkspaceConfigError::NotJson { line: error.line(), column: error.column() })?;
        let field = |name: &'static str| {
            let value = fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
            value.and_then(|(_, value)| value.as_str()).map(str::trim).filter(|text| !text.is_empty())
        };
        let parts = if let Some(scope) = field("Scope") {
            // /subscriptions/{2}/resourceGroups/{4}/providers/Microsoft.MachineLearningServices/workspaces/{8}
            let parts: Vec<&str> = scope.split('/').collect();
            let part = |at: usize| parts.get(at).copied().ok_or(WorkspaceConfigError::Field("Scope"));
            [part(2)?, part(4)?, part(8)?]
        } else {
            let needed = |name| field(name).ok_or(WorkspaceConfigError::Missing(name));
            [needed("subscription_id")?, needed("resource_group")?, needed("workspace_name")?]
        };
        for (part, name) in parts.into_iter().zip(["subscription_id", "resource_group", "workspace_name"]) {
            if !ResourceId::is_segment(part) {
                return Err(WorkspaceConfigError::Field(name));
            }
        }
        let [subscription_id, resource_group, workspace] = parts.map(str::to_owned);
        Ok(Self { subscription_id, resource_group, workspace })
    }

    /// The workspace's ARM id.
    pub fn resource_id(&self) -> ResourceId {
        let Self { subscription_id, resource_group, workspace } = self;
        let id = format!(
            "/subscriptions/{subscription_id}/resourceGroups/{resource_group}/providers/Microsoft.MachineLearningServices/workspaces/{workspace}"
        );
        id.parse().expect("each part was found to be a segment")
    }

    /// The file as the portal writes it, which both SDKs read.
    pub fn to_json(&self) -> String {
        let Self { subscription_id, resource_group, workspace } = self;
        let [subscription, group, name] =
            [subscription_id, resource_group, workspace].map(|text| Value::from(text.as_str()));
        format!(
            "{{\n  \"subscription_id\": {subscription},\n  \"resource_group\": {group},\n  \
             \"workspace_name\": {name}\n}}\n"
        )
    }

    /// Where the v1 SDK's `Workspace.from_config` looks, in its order: for each folder and name it goes up from
    /// the place to the root before it tries the next name, so that a far `.azureml/config.json` comes before a
    /// near `config.json`.
    pub fn places(from: &Path) -> impl Iterator<Item = PathBuf> {
        let names = FOLDERS.iter().flat_map(|folder| NAMES.iter().map(move |name| (*folder, *name)));
        names.flat_map(move |(folder, name)| from.ancestors().map(move |here| here.join(folder).join(name)))
    }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use super::*;

    fn expected() -> WorkspaceConfig {
        WorkspaceConfig {
            subscription_id: "3f3b3ac1-0a52-4bc5-a3ad-d4d59d2b5a1e".to_owned(),
            resource_group: "rg-ml".to_owned(),
            workspace: "churn".to_owned(),
        }
    }

    #[test]
    fn both_forms_are_read() {
        let check = |text: &str| assert_eq!(WorkspaceConfig::read(text), Ok(expected()), "{text}");
        check(
            r#"{ "subscription_id": "3f3b3ac1-0a52-4bc5-a3ad-d4d59d2b5a1e", "resource_group": "rg-ml", "workspace_name": "churn", "new": 1 }"#,
        );
        check(
            "\u{feff}{ \"Id\": \"x\", \"Scope\": \"/subscriptions/3f3b3ac1-0a52-4bc5-a3ad-d4d59d2b5a1e/resourceGroups/rg-ml/providers/Microsoft.MachineLearningServices/workspaces/churn\" }",
        );
        let id = expected().resource_id();
        assert!(id.as_str().ends_with("/workspaces/churn"), "{}", id.as_str());
    }

    #[test]
    fn what_is_missing_is_named() {
        let check = |text: &str, expected: &str| {
            assert_eq!(WorkspaceConfig::read(text).unwrap_err().to_string(), expected, "{text}");
        };
        check("", "it is not a JSON object (line 1, column 0)");
        check("[]", "it is not a JSON object (line 1, column 0)");
        check("{}", "it has no subscription_id");
        check(r#"{ "subscription_id": "a", "resource_group": null }"#, "it has no resource_group");
        check(
            r#"{ "subscription_id": "a", "resource_group": "../b", "workspace_name": "c" }"#,
            "its resource_group is not a name that Azure gives",
        );
        check(r#"{ "Scope": "/subscriptions/a" }"#, "its Scope is not a name that Azure gives");
    }

    #[test]
    fn places_are_those_of_the_sdk() {
        let places: Vec<PathBuf> = WorkspaceConfig::places(Path::new("/a/b")).collect();
        let expected = [
            "/a/b/.azureml/config.json",
            "/a/.azureml/config.json",
            "/.azureml/config.json",
            "/a/b/.azureml/project.json",
        ];
        assert_eq!(places[..4], expected.map(PathBuf::from));
        assert_eq!(places.last(), Some(&PathBuf::from("/project.json")));
        assert_eq!(places.len(), 18);
    }
}

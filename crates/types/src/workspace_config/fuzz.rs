//! Hostile `config.json` files: what is accepted names one workspace and nothing beside it.

use latchkey_fuzz::{for_a_while, near_text};

use super::*;

const FILES: [&str; 3] = [
    r#"{ "subscription_id": "3f3b3ac1-0a52-4bc5-a3ad-d4d59d2b5a1e", "resource_group": "rg-ml", "workspace_name": "churn" }"#,
    r#"{ "Id": "x", "Scope": "/subscriptions/3f3b3ac1/resourceGroups/rg-ml/providers/Microsoft.MachineLearningServices/workspaces/churn" }"#,
    "\u{feff}{ \"SUBSCRIPTION_ID\": \" a \", \"resource_group\": \"한 b\", \"workspace_name\": \"c@d\" }",
];

#[test]
fn an_accepted_file_names_one_workspace() {
    for_a_while(&near_text(&FILES), |text| {
        let Ok(config) = WorkspaceConfig::read(&text) else { return };
        let id = config.resource_id();
        assert_eq!(id.as_str().parse::<ResourceId>().expect("it is written as one"), id);
        assert_eq!(
            (id.subscription(), id.resource_group(), id.name()),
            (config.subscription_id.as_str(), config.resource_group.as_str(), config.workspace.as_str())
        );
        let address = url::Url::parse("https://arm.example").expect("an address").join(id.as_str());
        let path = address.expect("it joins").path().to_owned();
        assert_eq!(path.matches('/').count(), 8, "{path} is another path");
    });
}

//! Calls by Microsoft's own tools, which get the credential themselves: the Azure CLI and the Python SDK.

use latchkey_azure::services::{EndpointKind, ServiceId};
use latchkey_types::{Cloud, ResourceId};

use super::{
    Shell,
    quote::{in_powershell, in_python, in_shell},
};
use crate::bridge::AuthMode;

/// An endpoint that these tools can call.
pub(super) struct LibraryCall<'a> {
    cloud: &'a Cloud,
    workspace: ResourceId,
    endpoint: &'a str,
}

impl<'a> LibraryCall<'a> {
    /// None where the tools know no such service, or no such cloud. With an Entra token they call the public cloud
    /// alone: the resource of that token is written into them.
    pub(super) fn of(cloud: &'a Cloud, id: &'a ServiceId, mode: AuthMode) -> Option<Self> {
        let ServiceId::Endpoint { kind: EndpointKind::Online, .. } = id else { return None };
        let is_able = match mode {
            AuthMode::Key | AuthMode::AmlToken => cloud.is_built_in(),
            AuthMode::AadToken => *cloud == Cloud::public(),
            AuthMode::None | AuthMode::Unknown => false,
        };
        let workspace = id.workspace().filter(|_| is_able)?;
        Some(Self { cloud, workspace, endpoint: id.name() })
    }

    /// The Python SDK, `azure-ai-ml`.
    pub(super) fn sdk(&self) -> String {
        let (authority, cloud) = match self.cli_cloud() {
            Some(name) => (
                format!("authority={}", in_python(self.cloud.authority.host_str().unwrap_or_default())),
                format!("    cloud={},\n", in_python(name)),
            ),
            None => (String::new(), String::new()),
        };
        let [subscription, group, workspace] = self.place().map(in_python);
        let endpoint = in_python(self.endpoint);
        format!(
            "from azure.ai.ml import MLClient\n\
             from azure.identity import DefaultAzureCredential\n\
             \n\
             client = MLClient(\n    \
                 DefaultAzureCredential({authority}),\n    \
                 {subscription},\n    \
                 {group},\n    \
                 {workspace},\n\
             {cloud})\n\
             print(client.online_endpoints.invoke({endpoint}, request_file=\"request.json\"))"
        )
    }

    /// The extension `ml` of the Azure CLI.
    pub(super) fn azure_cli(&self, shell: Shell) -> String {
        let (quote, end): (fn(&str) -> String, _) = match shell {
            Shell::Posix => (in_shell, " \\\n  "),
            Shell::PowerShell => (in_powershell, " `\n  "),
        };
        let [subscription, group, workspace] = self.place().map(quote);
        [
            "az ml online-endpoint invoke".to_owned(),
            format!("--name {}", quote(self.endpoint)),
            format!("--workspace-name {workspace}"),
            format!("--resource-group {group}"),
            format!("--subscription {subscription}"),
            "--request-file request.json".to_owned(),
        ]
        .join(end)
    }

    fn place(&self) -> [&str; 3] {
        [self.workspace.subscription(), self.workspace.resource_group(), self.workspace.name()]
    }

    /// What the tools call a cloud that is not the public one.
    fn cli_cloud(&self) -> Option<&'static str> {
        match self.cloud.id.as_str() {
            id if id == Cloud::us_government().id => Some("AzureUSGovernment"),
            id if id == Cloud::china().id => Some("AzureChinaCloud"),
            _ => None,
        }
    }
}

//! What Microsoft's examples name, in the company of the demo cloud: a subscription, a workspace, services.
//!
//! To exercise an operation whose parameters need another value, add a line to [`Places::special`].

use latchkey_tests::openapi::{Example, Operation};
use serde_json::{Map, Value, json};

use crate::lab::{Call, Lab};

/// Group, workspace and region of most things, and of serverless endpoints.
const ROUTING: (&str, &str, &str) = ("rg-ml-prod-eu", "ml-routing", "westeurope");
const SANDBOX: (&str, &str, &str) = ("rg-ml-dev", "ml-sandbox", "swedencentral");
/// An id, and a name, of nothing.
const NOWHERE: &str = "00000000-0000-4000-8000-00000000dead";
const ML: &str = "Microsoft.MachineLearningServices";

/// A workspace.
struct Home {
    subscription: String,
    group: &'static str,
    workspace: &'static str,
    region: &'static str,
}

/// Names of things that are there.
pub(crate) struct Places {
    routing: Home,
    sandbox: Home,
    tenant: String,
    /// Somebody who can be given a role.
    principal: String,
    role_assignment: String,
    role_definition: String,
    /// An operation of model management that was started.
    operation: String,
}

impl Places {
    /// Looks around with the eyes of the owner.
    pub(crate) async fn find(lab: &Lab) -> Self {
        let list = async |path: &str, version: &str| -> Vec<Value> {
            let reply = lab.ask(Some("owner"), &Call::get(path, version)).await;
            reply.body.unwrap()["value"].as_array().unwrap().clone()
        };
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let (mut routing, mut sandbox) = (None, None);
        for one in list("/subscriptions", "2022-12-01").await {
            let groups = list(&format!("{}/resourcegroups", text(&one["id"])), "2024-07-01").await;
            for (home, (group, workspace, region)) in [(&mut routing, ROUTING), (&mut sandbox, SANDBOX)] {
                if groups.iter().any(|known| known["name"] == group) {
                    let subscription = text(&one["subscriptionId"]);
                    *home = Some(Home { subscription, group, workspace, region });
                }
            }
        }
        let (routing, sandbox) = (routing.unwrap(), sandbox.unwrap());
        let subscription = &routing.subscription;
        let roles = format!("/subscriptions/{subscription}/providers/Microsoft.Authorization");
        let assignments = list(&format!("{roles}/roleAssignments"), "2022-04-01").await;
        let at_subscription = format!("/subscriptions/{subscription}");
        let assignment = assignments.iter().find(|one| one["properties"]["scope"] == at_subscription);
        let definitions = list(&format!("{roles}/roleDefinitions"), "2022-04-01").await;
        let reader = definitions.iter().find(|one| one["properties"]["roleName"] == "Reader");
        let mut places = Self {
            tenant: lab.tenant(),
            principal: lab.object_id("none"),
            role_assignment: text(&assignment.unwrap()["name"]),
            role_definition: text(&reader.unwrap()["name"]),
            operation: String::new(),
            routing,
            sandbox,
        };
        places.operation = places.start_operation(lab).await;
        places
    }

    /// Regenerates a key, for there to be an operation to ask for.
    async fn start_operation(&self, lab: &Lab) -> String {
        let home = &self.routing;
        let base = format!("/ml/{}/modelmanagement/v1.0{}", home.region, home.workspace_path());
        let path = format!("{base}/services/eta-fallback/regenerateKeys");
        let body = Some(json!({"keyType": "Secondary"}));
        let call = Call { method: "POST".to_owned(), path, query: Vec::new(), body };
        let reply = lab.ask(Some("owner"), &call).await;
        let location = reply.headers.iter().find(|(name, _)| name == "operation-location");
        location.unwrap().1.rsplit('/').next().unwrap().to_owned()
    }

    /// The workspace in which an operation has something to work on.
    fn home(&self, operation: &Operation) -> &Home {
        if operation.id().starts_with("ServerlessEndpoints_") { &self.sandbox } else { &self.routing }
    }

    /// The request of an example, or one without example, among the things that are there.
    pub(crate) fn call(&self, operation: &Operation, example: Option<&Example>) -> Call {
        self.call_with(operation, example, None)
    }

    /// The same, with the name of something that is not there in a hole of the path.
    pub(crate) fn stray_call(&self, operation: &Operation, example: Option<&Example>, hole: &str) -> Call {
        self.call_with(operation, example, Some(hole))
    }

    fn call_with(&self, operation: &Operation, example: Option<&Example>, stray: Option<&str>) -> Call {
        let none = Map::new();
        let given = example.map_or(&none, |example| &example.parameters);
        let value = |name: &str| match stray {
            Some(hole) if hole == name => Some(NOWHERE.to_owned()),
            _ => self.value(operation, name, given),
        };
        let path = operation.template().fill(value);
        let path = path.unwrap_or_else(|hole| panic!("{}: no value for {{{hole}}}", operation.name()));
        let path = match path.strip_prefix("/modelmanagement/") {
            Some(rest) => format!("/ml/{}/modelmanagement/{rest}", self.home(operation).region),
            None => path,
        };
        let mut query = operation.query_of(given);
        for (name, text) in &mut query {
            *text = self.rewrite(operation, text);
            if let Some(special) = self.special(operation, name) {
                *text = special;
            }
        }
        for (name, parameter) in operation.parameters("query") {
            if parameter["required"] == true && !query.contains_key(name) {
                let special = self.special(operation, name);
                query.insert(
                    name.to_owned(),
                    special.unwrap_or_else(|| panic!("{}: no value for {name}", operation.name())),
                );
            }
        }
        // A continuation is good in the cloud that made it.
        query.retain(|name, _| !matches!(name.to_lowercase().as_str(), "$skip" | "$skiptoken"));
        let body = operation.parameters("body").next().and_then(|(name, _)| {
            own_body(operation).or_else(|| given.get(name).map(|body| self.rewrite_all(operation, body)))
        });
        Call { method: operation.method().to_owned(), path, query: query.into_iter().collect(), body }
    }

    fn value(&self, operation: &Operation, name: &str, given: &Map<String, Value>) -> Option<String> {
        let home = self.home(operation);
        let common = match name {
            "subscriptionId" => &*home.subscription,
            "resourceGroupName" | "resourceGroup" => home.group,
            "workspaceName" | "workspace" | "resourceName" => home.workspace,
            "resourceProviderNamespace" => ML,
            "resourceType" => "workspaces",
            "parentResourcePath" => "",
            _ => {
                let own = given.get(name).and_then(Value::as_str).map(|text| self.rewrite(operation, text));
                return self.special(operation, name).or(own);
            }
        };
        self.special(operation, name).or_else(|| Some(common.to_owned()))
    }

    /// Values that depend on the operation. What it creates keeps the name that the example gives it.
    fn special(&self, operation: &Operation, name: &str) -> Option<String> {
        let (noun, verb) = operation.id().split_once('_').unwrap_or((operation.id(), ""));
        let home = self.home(operation);
        let at_subscription = format!("/subscriptions/{}", home.subscription);
        let roles = format!("{at_subscription}/providers/Microsoft.Authorization");
        let creates = matches!(verb, "Create" | "CreateOrUpdate" | "CreateById");
        let name_of = match (noun, name) {
            ("OnlineDeployments", "endpointName") => "route-eta",
            ("BatchDeployments", "endpointName") => "route-history",
            // A resource is asked for in the api-version of its own provider.
            ("Resources", "api-version") if verb == "GetById" => "2024-10-01",
            _ if creates => return None,
            ("OnlineEndpoints", "endpointName") if verb == "GetToken" => "route-planner",
            ("OnlineEndpoints", "endpointName") => "route-eta",
            ("OnlineDeployments", "deploymentName") => "blue",
            ("BatchEndpoints", "endpointName") => "route-history",
            ("BatchDeployments", "deploymentName") => "nightly",
            ("ServerlessEndpoints", "name") => "freight-chat",
            ("Compute", "computeName") if verb == "ListNodes" => "night-cluster",
            ("Compute" | "MachineLearningCompute", "computeName") => "routing-aks",
            ("WorkspaceConnections", "connectionName") => "map-tiles",
            ("Services", "id") if verb == "GetServiceToken" => "toll-cost",
            ("Services", "id") | ("MachineLearningService", "serviceName") => "eta-fallback",
            ("MLModels", "id") => "eta-fallback-model:1",
            ("Assets", "id") => "eta-fallback-model",
            ("Operations", "id") => &*self.operation,
            ("RoleAssignments", "roleAssignmentName") => &*self.role_assignment,
            ("RoleDefinitions", "roleDefinitionId") => &*self.role_definition,
            (_, "tenantId") => &*self.tenant,
            _ => "",
        };
        Some(match (noun, name) {
            _ if !name_of.is_empty() => name_of.to_owned(),
            (_, "scope") => at_subscription,
            ("RoleAssignments", "roleAssignmentId") => {
                format!("{roles}/roleAssignments/{}", self.role_assignment)
            }
            ("RoleDefinitions", "roleId") => format!("{roles}/roleDefinitions/{}", self.role_definition),
            ("Resources", "resourceId") => home.workspace_path(),
            _ => return None,
        })
    }

    fn rewrite_all(&self, operation: &Operation, value: &Value) -> Value {
        match value {
            Value::String(text) => json!(self.rewrite(operation, text)),
            Value::Array(items) => items.iter().map(|item| self.rewrite_all(operation, item)).collect(),
            Value::Object(fields) => {
                let field = |(name, value): (&String, &Value)| {
                    let value = match name.as_str() {
                        "principalId" if value.is_string() => json!(self.principal),
                        _ => self.rewrite_all(operation, value),
                    };
                    (name.clone(), value)
                };
                Value::Object(fields.iter().map(field).collect())
            }
            other => other.clone(),
        }
    }

    /// Puts this company's names into the id of a resource; other text stays.
    fn rewrite(&self, operation: &Operation, text: &str) -> String {
        let home = self.home(operation);
        if !text.trim_start_matches('/').starts_with("subscriptions/") {
            return text.to_owned();
        }
        let mut segments: Vec<String> = text.split('/').map(str::to_owned).collect();
        for at in 1..segments.len() {
            let name = match segments[at - 1].to_lowercase().as_str() {
                "subscriptions" => &*home.subscription,
                "resourcegroups" => home.group,
                "workspaces" => home.workspace,
                "roledefinitions" => &*self.role_definition,
                _ => continue,
            };
            name.clone_into(&mut segments[at]);
        }
        segments.join("/")
    }
}

impl Home {
    fn workspace_path(&self) -> String {
        let Self { subscription, group, workspace, .. } = self;
        format!("/subscriptions/{subscription}/resourceGroups/{group}/providers/{ML}/workspaces/{workspace}")
    }
}

/// Bodies that no example has, or none that is good here.
fn own_body(operation: &Operation) -> Option<Value> {
    Some(match operation.id() {
        "OnlineEndpoints_RegenerateKeys"
        | "ServerlessEndpoints_RegenerateKeys"
        | "Services_RegenerateServiceKeys" => {
            json!({"keyType": "Primary"})
        }
        "Services_Patch" => json!([{"op": "replace", "path": "/description", "value": "changed"}]),
        "Services_Create" => json!({
            "name": "new-service",
            "computeType": "ACI",
            "environmentImageRequest": {"models": [{"name": "eta-fallback-model", "url": "aml://asset/eta"}]},
            "containerResourceRequirements": {"cpu": 0.5, "memoryInGB": 1.0},
        }),
        _ => return None,
    })
}

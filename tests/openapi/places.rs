//! What Microsoft's examples name, in the company of the demo cloud: a subscription, a workspace, services.
//!
//! To exercise an operation whose parameters need another value, add a line to [`Places::special`].

use jiff::{SignedDuration, Timestamp};
use latchkey_tests::openapi::{Example, Operation};
use latchkey_types::{Clock, SystemClock};
use serde_json::{Map, Value, json};

use crate::lab::{Call, Lab, Service};

/// Group, workspace and region of most things, and of serverless endpoints.
const ROUTING: (&str, &str, &str) = ("rg-ml-prod-eu", "ml-routing", "westeurope");
const SANDBOX: (&str, &str, &str) = ("rg-ml-dev", "ml-sandbox", "swedencentral");
/// An id and a name that do not exist.
const NOWHERE: &str = "00000000-0000-4000-8000-00000000dead";
/// The name of a role that is to be made.
const NEW_ROLE: &str = "c0ffee00-0000-4000-8000-000000000002";
const SECRET: &str = "route-eta-key";
const DELETED_SECRET: &str = "retired-key";
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
    /// A principal that can be given a role.
    principal: String,
    role_assignment: String,
    role_definition: String,
    /// A custom role of the company that is assigned to no principal.
    spare_role: String,
    deny_assignment: String,
    /// A version of [`SECRET`].
    secret_version: String,
    /// An operation of model management that was started.
    operation: String,
    yesterday: Timestamp,
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
        let denials = list(&format!("{roles}/denyAssignments"), "2022-04-01").await;
        let mut places = Self {
            tenant: lab.tenant(),
            principal: lab.object_id("none"),
            role_assignment: text(&assignment.unwrap()["name"]),
            role_definition: text(&reader.unwrap()["name"]),
            spare_role: "c0ffee00-0000-4000-8000-000000000001".to_owned(),
            deny_assignment: text(&denials[0]["id"]),
            secret_version: String::new(),
            operation: String::new(),
            yesterday: SystemClock.now() - SignedDuration::from_hours(24),
            routing,
            sandbox,
        };
        places.operation = places.start_operation(lab).await;
        places.secret_version = places.make(lab).await;
        places
    }

    /// Makes what the company does not have: a role to delete, and a deleted secret. The version of another
    /// secret comes back.
    async fn make(&self, lab: &Lab) -> String {
        let ask = async |method: &str, call: Call, body: Value| {
            let call = Call { method: method.to_owned(), body: (!body.is_null()).then_some(body), ..call };
            let reply = lab.ask(Some("owner"), &call).await;
            assert!(reply.status < 300, "{} {}: {:?}", call.method, call.path, reply.body);
            reply.body.unwrap()
        };
        let subscription = format!("/subscriptions/{}", self.routing.subscription);
        let role =
            format!("{subscription}/providers/Microsoft.Authorization/roleDefinitions/{}", self.spare_role);
        ask("PUT", Call::get(&role, "2022-04-01"), custom_role("Spare role", &subscription)).await;
        let of_vault = |path: &str| Call { service: Service::KeyVault, ..Call::get(path, "7.4") };
        let deleted = of_vault(&format!("/secrets/{DELETED_SECRET}"));
        ask("PUT", deleted.clone(), json!({"value": "gone"})).await;
        ask("DELETE", deleted, Value::Null).await;
        let secret = ask("GET", of_vault(&format!("/secrets/{SECRET}")), Value::Null).await;
        secret["id"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
    }

    /// Regenerates a key, for there to be an operation to ask for.
    async fn start_operation(&self, lab: &Lab) -> String {
        let home = &self.routing;
        let base = format!("/ml/{}/modelmanagement/v1.0{}", home.region, home.workspace_path());
        let path = format!("{base}/services/eta-fallback/regenerateKeys");
        let body = Some(json!({"keyType": "Secondary"}));
        let call = Call { method: "POST".to_owned(), query: Vec::new(), body, ..Call::get(&path, "") };
        let reply = lab.ask(Some("owner"), &call).await;
        let location = reply.headers.iter().find(|(name, _)| name == "operation-location");
        location.unwrap().1.rsplit('/').next().unwrap().to_owned()
    }

    /// The persona that may call the operation: the owner, except above the subscriptions.
    pub(crate) fn role(operation: &Operation) -> &'static str {
        match operation.id() {
            "GlobalAdministrator_ElevateAccess" | "TenantActivityLogs_List" => "accessAdmin",
            _ => "owner",
        }
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
            let body = self.own_body(operation).or_else(|| given.get(name).cloned());
            body.map(|body| self.rewrite_all(operation, &body))
        });
        let service = if operation.document().area == "keyvault" { Service::KeyVault } else { Service::Arm };
        let query = query.into_iter().collect();
        Call { service, method: operation.method().to_owned(), path, query, body }
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
            ("RoleDefinitions", "roleDefinitionId") if creates => NEW_ROLE,
            ("RoleDefinitions", "roleDefinitionId") if verb == "Delete" => &*self.spare_role,
            ("ResourceGroups", "resourceGroupName") if creates => "rg-new",
            ("RoleDefinitions", "scope") => &*at_subscription,
            (_, "secret-name") if noun.contains("DeletedSecret") => DELETED_SECRET,
            (_, "secret-name") if noun != "SetSecret" => SECRET,
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
            (_, "secret-version") => &*self.secret_version,
            ("DenyAssignments", "denyAssignmentId") if verb == "GetById" => &*self.deny_assignment,
            ("DenyAssignments", "denyAssignmentId") => last_of(&self.deny_assignment),
            ("DenyAssignments", "scope") if verb == "Get" => scope_of(&self.deny_assignment),
            ("RoleAssignments", "roleAssignmentName") => &*self.role_assignment,
            ("RoleDefinitions", "roleDefinitionId") => &*self.role_definition,
            (_, "tenantId") => &*self.tenant,
            _ => "",
        };
        Some(match (noun, name) {
            _ if !name_of.is_empty() => name_of.to_owned(),
            (_, "scope") => at_subscription,
            // The log goes back 90 days, and the examples ten years.
            ("ActivityLogs" | "TenantActivityLogs", "$filter") => {
                format!(
                    "eventTimestamp ge '{}' and eventTimestamp le '{}'",
                    self.yesterday,
                    SystemClock.now()
                )
            }
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
                        "subscriptions" if value.is_array() => {
                            json!([self.home(operation).subscription])
                        }
                        _ => self.rewrite_all(operation, value),
                    };
                    (name.clone(), value)
                };
                // There are no management groups, and a continuation is good in the cloud that made it.
                let kept =
                    fields.iter().filter(|(name, _)| *name != "managementGroups" && *name != "$skipToken");
                Value::Object(kept.map(field).collect())
            }
            other => other.clone(),
        }
    }

    /// Bodies that no example has, or none that is good here.
    fn own_body(&self, operation: &Operation) -> Option<Value> {
        Some(match operation.id() {
            "RoleDefinitions_CreateOrUpdate" => {
                custom_role("New role", &format!("/subscriptions/{}", self.routing.subscription))
            }
            "OnlineEndpoints_RegenerateKeys"
            | "ServerlessEndpoints_RegenerateKeys"
            | "Services_RegenerateServiceKeys" => json!({"keyType": "Primary"}),
            "OnlineEndpoints_CreateOrUpdate" => {
                json!({"location": "westeurope", "tags": {}, "properties": {"authMode": "AMLToken"}})
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

    /// Puts this company's names into the id of a resource; other text stays.
    fn rewrite(&self, operation: &Operation, text: &str) -> String {
        let home = self.home(operation);
        let start = text.trim_start_matches('/').split('/').next();
        if !matches!(start, Some("subscriptions" | "providers")) || !text.contains('/') {
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

/// The body that creates a custom role.
fn custom_role(name: &str, scope: &str) -> Value {
    json!({"properties": {
        "roleName": name,
        "type": "CustomRole",
        "assignableScopes": [scope],
        "permissions": [{"actions": ["Microsoft.MachineLearningServices/workspaces/read"], "notActions": []}],
    }})
}

fn last_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or_default()
}

/// The scope that something of `Microsoft.Authorization` is at.
fn scope_of(id: &str) -> &str {
    id.split("/providers/Microsoft.Authorization/").next().unwrap_or_default()
}

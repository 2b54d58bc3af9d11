//! What Microsoft's examples name, in the company of the demo cloud: a subscription, a workspace, services.
//!
//! To exercise an operation whose parameters need another value, add a line to [`Places::special`].

use latchkey_tests::openapi::{Example, Operation};
use serde_json::{Map, Value, json};

use crate::lab::{Call, Lab};

const GROUP: &str = "rg-ml-prod-eu";
const WORKSPACE: &str = "ml-routing";
const REGION: &str = "westeurope";
/// An id, and a name, of nothing.
const NOWHERE: &str = "00000000-0000-4000-8000-00000000dead";
const ML: &str = "Microsoft.MachineLearningServices";

/// Names of things that are there.
pub(crate) struct Places {
    subscription: String,
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
        let mut subscription = None;
        for one in list("/subscriptions", "2022-12-01").await {
            let groups = list(&format!("{}/resourcegroups", text(&one["id"])), "2024-07-01").await;
            if groups.iter().any(|group| group["name"] == GROUP) {
                subscription = Some(text(&one["subscriptionId"]));
            }
        }
        let subscription = subscription.unwrap();
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
            subscription,
        };
        places.operation = places.start_operation(lab).await;
        places
    }

    /// Regenerates a key, for there to be an operation to ask for.
    async fn start_operation(&self, lab: &Lab) -> String {
        let path = format!("{}/services/eta-fallback/regenerateKeys", self.model_management());
        let body = Some(json!({"keyType": "Secondary"}));
        let call = Call { method: "POST".to_owned(), path, query: Vec::new(), body };
        let reply = lab.ask(Some("owner"), &call).await;
        let location = reply.headers.iter().find(|(name, _)| name == "operation-location");
        location.unwrap().1.rsplit('/').next().unwrap().to_owned()
    }

    fn group(&self) -> String {
        format!("/subscriptions/{}/resourceGroups/{GROUP}", self.subscription)
    }

    fn workspace(&self) -> String {
        format!("{}/providers/{ML}/workspaces/{WORKSPACE}", self.group())
    }

    fn model_management(&self) -> String {
        format!("/ml/{REGION}/modelmanagement/v1.0{}", self.workspace())
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
            Some(rest) => format!("/ml/{REGION}/modelmanagement/{rest}"),
            None => path,
        };
        let mut query = operation.query_of(given);
        for (name, text) in &mut query {
            *text = self.rewrite(text);
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
            own_body(operation).or_else(|| given.get(name).map(|body| self.rewrite_all(body)))
        });
        Call { method: operation.method().to_owned(), path, query: query.into_iter().collect(), body }
    }

    fn value(&self, operation: &Operation, name: &str, given: &Map<String, Value>) -> Option<String> {
        let common = match name {
            "subscriptionId" => &*self.subscription,
            "resourceGroupName" | "resourceGroup" => GROUP,
            "workspaceName" | "workspace" | "resourceName" => WORKSPACE,
            "resourceProviderNamespace" => ML,
            "resourceType" => "workspaces",
            "parentResourcePath" => "",
            _ => {
                let own = given.get(name).and_then(Value::as_str).map(|text| self.rewrite(text));
                return self.special(operation, name).or(own);
            }
        };
        self.special(operation, name).or_else(|| Some(common.to_owned()))
    }

    /// Values that depend on the operation.
    fn special(&self, operation: &Operation, name: &str) -> Option<String> {
        let (noun, verb) = operation.id().split_once('_').unwrap_or((operation.id(), ""));
        let roles = format!("{}/providers/Microsoft.Authorization", self.group());
        let creates = matches!(verb, "Create" | "CreateOrUpdate" | "CreateById");
        Some(match (noun, name) {
            (_, "scope") if operation.document().area == "authorization" && !creates => {
                format!("/subscriptions/{}", self.subscription)
            }
            ("RoleAssignments", "roleAssignmentName") if !creates => self.role_assignment.clone(),
            ("RoleAssignments", "roleAssignmentId") if !creates => {
                let scope = format!("/subscriptions/{}", self.subscription);
                format!("{scope}/providers/Microsoft.Authorization/roleAssignments/{}", self.role_assignment)
            }
            ("RoleDefinitions", "roleDefinitionId") if !creates => self.role_definition.clone(),
            ("RoleDefinitions", "roleId") => format!("{roles}/roleDefinitions/{}", self.role_definition),
            (_, "tenantId") => self.tenant.clone(),
            ("OnlineEndpoints", "endpointName") if creates => return None,
            ("OnlineEndpoints", "endpointName") if verb == "GetToken" => "route-planner".to_owned(),
            ("OnlineEndpoints" | "OnlineDeployments", "endpointName") => "route-eta".to_owned(),
            ("OnlineDeployments", "deploymentName") if !creates => "blue".to_owned(),
            ("Services", "id") if verb == "GetServiceToken" => "toll-cost".to_owned(),
            ("Services", "id") => "eta-fallback".to_owned(),
            ("MLModels", "id") => "eta-fallback-model:1".to_owned(),
            ("Assets", "id") => "eta-fallback-model".to_owned(),
            ("Operations", "id") => self.operation.clone(),
            ("MachineLearningService", "serviceName") if !creates => "eta-fallback".to_owned(),
            ("Resources", "resourceId") => self.workspace(),
            // A resource is asked for in the api-version of its own provider.
            ("Resources", "api-version") if verb == "GetById" => "2024-10-01".to_owned(),
            _ => return None,
        })
    }

    fn rewrite_all(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => json!(self.rewrite(text)),
            Value::Array(items) => items.iter().map(|item| self.rewrite_all(item)).collect(),
            Value::Object(fields) => {
                let field = |(name, value): (&String, &Value)| {
                    let value = match name.as_str() {
                        "principalId" if value.is_string() => json!(self.principal),
                        _ => self.rewrite_all(value),
                    };
                    (name.clone(), value)
                };
                Value::Object(fields.iter().map(field).collect())
            }
            other => other.clone(),
        }
    }

    /// Puts this company's names into the id of a resource; other text stays.
    fn rewrite(&self, text: &str) -> String {
        if !text.trim_start_matches('/').starts_with("subscriptions/") {
            return text.to_owned();
        }
        let mut segments: Vec<String> = text.split('/').map(str::to_owned).collect();
        for at in 1..segments.len() {
            let name = match segments[at - 1].to_lowercase().as_str() {
                "subscriptions" => &*self.subscription,
                "resourcegroups" => GROUP,
                "workspaces" => WORKSPACE,
                "roledefinitions" => &*self.role_definition,
                _ => continue,
            };
            name.clone_into(&mut segments[at]);
        }
        segments.join("/")
    }
}

/// Bodies that no example has, or none that is good here.
fn own_body(operation: &Operation) -> Option<Value> {
    Some(match operation.id() {
        "OnlineEndpoints_RegenerateKeys" | "Services_RegenerateServiceKeys" => {
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

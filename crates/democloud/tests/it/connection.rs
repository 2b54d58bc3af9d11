//! The connection file of the program: its names and shapes, which programs that nobody here wrote read.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{ARM, GRAPH, form, text};

/// The program in a process of its own, which ends with this.
struct Program {
    child: Child,
    connection: Value,
    _folder: TempDir,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _may_have_ended = self.child.kill();
        let _ends_at_once = self.child.wait();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the program is another process, which lives by the real clock"
)]
async fn start(arguments: &[&str], seed: Option<&Value>) -> Program {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.json");
    let mut program = Command::new(env!("CARGO_BIN_EXE_latchkey-democloud"));
    program.args(arguments).arg("--connection-file").arg(&path).stderr(Stdio::null());
    if let Some(seed) = seed {
        let file = folder.path().join("seed.json");
        std::fs::write(&file, seed.to_string()).unwrap();
        program.arg("--seed").arg(file);
    }
    let mut child = program.spawn().unwrap();
    let begin = Instant::now();
    let connection = loop {
        if let Ok(text) = std::fs::read_to_string(&path) {
            break serde_json::from_str(&text).unwrap();
        }
        assert!(child.try_wait().unwrap().is_none(), "the program ended");
        assert!(begin.elapsed() < Duration::from_secs(30), "there is no connection file");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    Program { child, connection, _folder: folder }
}

impl Program {
    fn list(&self, name: &str) -> &[Value] {
        self.connection[name].as_array().unwrap_or_else(|| panic!("{name} is no list"))
    }

    #[expect(clippy::disallowed_methods, reason = "the tests speak to the demo cloud as a stranger would")]
    fn client(&self) -> reqwest::Client {
        let builder = reqwest::Client::builder().no_proxy();
        let Some(file) = self.connection["caFile"].as_str() else { return builder.build().unwrap() };
        assert!(Path::new(file).is_absolute());
        let authority = reqwest::Certificate::from_pem(&std::fs::read(file).unwrap()).unwrap();
        builder.tls_certs_only([authority]).build().unwrap()
    }

    /// The token of a listed service principal.
    async fn token(&self, client: &reqwest::Client, principal: &Value, resource: &str) -> String {
        let [tenant, id, secret] =
            ["tenantId", "clientId", "clientSecret"].map(|name| text(&principal[name]));
        let scope = format!("{resource}/.default");
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", &id),
            ("client_secret", &secret),
            ("scope", &scope),
        ];
        let address = format!("{}/{tenant}/oauth2/v2.0/token", text(&self.connection["authority"]));
        let answer = client
            .post(address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form(&fields))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        text(&serde_json::from_str::<Value>(&answer.text().await.unwrap()).unwrap()["access_token"])
    }
}

/// Whether the value has what the shape has: its words stand for themselves, divided by `|`, or for any text.
fn has_shape(value: &Value, shape: &Value) -> bool {
    match shape {
        Value::Object(fields) => fields.iter().all(|(name, shape)| has_shape(&value[name], shape)),
        Value::Array(items) => {
            value.as_array().is_some_and(|all| all.iter().all(|one| has_shape(one, &items[0])))
        }
        Value::String(words) if words.is_empty() => value.as_str().is_some_and(|text| !text.is_empty()),
        Value::String(words) => value.as_str().is_some_and(|text| words.split('|').any(|one| one == text)),
        _ => false,
    }
}

fn check_contract(program: &Program) {
    let service = json!({"subscriptionId": "", "resourceGroup": "", "workspace": "", "name": ""});
    let with = |more: Value| {
        let mut shape = service.clone();
        shape.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!([shape])
    };
    let contract = json!({
        "authority": "", "arm": "", "graph": "", "keyVault": "", "imds": "",
        "control": {"url": "", "secret": ""},
        "publicClientId": "04b07795-8ddb-461a-bbee-02f9e1bf7b46",
        "tenants": [{"id": "", "domain": ""}],
        "personas": [{
            "tenantId": "", "userName": "", "password": "",
            "role": "owner|dataScientist|reader|accessAdmin|none",
        }],
        "servicePrincipals": [{
            "tenantId": "", "clientId": "", "clientSecret": "", "role": "owner|reader",
        }],
        "subscriptions": [{"id": "", "tenantId": ""}],
        "workspaces": [{"subscriptionId": "", "resourceGroup": "", "name": ""}],
        "onlineEndpoints": with(json!({"authMode": "Key|AMLToken|AADToken"})),
        "webServices": with(json!({"compute": "AKS|ACI", "auth": "key|token|none"})),
    });
    for (name, shape) in contract.as_object().unwrap() {
        assert!(has_shape(&program.connection[name], shape), "{name}");
    }
    let scheme = if program.connection["caFile"].is_null() { "http://" } else { "https://" };
    for name in ["authority", "arm", "graph", "keyVault"] {
        assert!(text(&program.connection[name]).starts_with(scheme), "{name}");
    }
    for address in [&program.connection["imds"], &program.connection["control"]["url"]] {
        assert!(text(address).starts_with("http://"));
    }
}

/// What a company that was not written down by somebody else promises besides.
fn check_order(program: &Program) {
    let subscription = &program.list("subscriptions")[0];
    let workspace = &program.list("workspaces")[0];
    assert_eq!(workspace["subscriptionId"], subscription["id"]);
    for name in ["workspaces", "onlineEndpoints", "webServices"] {
        let first: Vec<bool> =
            program.list(name).iter().map(|one| one["subscriptionId"] == subscription["id"]).collect();
        assert!(first[0] && first.is_sorted_by(|one, next| one >= next), "{name}");
    }
    let has = |list: &str, field: &str, wanted: &str| {
        let is_first = |one: &&Value| {
            ["subscriptionId", "resourceGroup"].iter().all(|name| one[*name] == workspace[*name])
                && one["workspace"] == workspace["name"]
        };
        let is_wanted =
            |one: &Value| one[field] == wanted && (list != "webServices" || one["compute"] == "AKS");
        assert!(program.list(list).iter().filter(is_first).any(is_wanted), "{list} {wanted}");
    };
    has("onlineEndpoints", "authMode", "Key");
    has("onlineEndpoints", "authMode", "AMLToken");
    has("webServices", "auth", "key");
    has("webServices", "auth", "token");
    let tenant = &program.list("tenants")[0]["id"];
    let roles = |list: &str| program.list(list).iter().map(|one| text(&one["role"])).collect::<Vec<_>>();
    assert_eq!(roles("servicePrincipals"), ["owner", "reader"]);
    assert_eq!(roles("personas"), ["owner", "dataScientist", "reader", "accessAdmin", "none"]);
    assert_eq!(subscription["tenantId"], *tenant);
    assert!(program.list("personas").iter().all(|one| one["tenantId"] == *tenant));
}

/// What the listed service principals may do is what their roles say.
async fn check_powers(program: &Program) {
    let client = program.client();
    let arm = text(&program.connection["arm"]);
    let endpoint = program.list("onlineEndpoints").iter().find(|one| one["authMode"] == "Key").unwrap();
    let [subscription, group, workspace, name] =
        ["subscriptionId", "resourceGroup", "workspace", "name"].map(|field| text(&endpoint[field]));
    let keys = format!(
        "{arm}/subscriptions/{subscription}/resourceGroups/{group}/providers/\
         Microsoft.MachineLearningServices/workspaces/{workspace}/onlineEndpoints/{name}/listKeys\
         ?api-version=2024-10-01"
    );
    let graph = format!("{}/v1.0/applications", text(&program.connection["graph"]));
    for (principal, allowed) in program.list("servicePrincipals").iter().zip([true, false]) {
        let token = program.token(&client, principal, ARM).await;
        let listed = client.post(&keys).bearer_auth(token).header("content-length", 0).send().await.unwrap();
        assert_eq!(listed.status(), if allowed { 200 } else { 403 });
        let token = program.token(&client, principal, GRAPH).await;
        let made = client
            .post(&graph)
            .bearer_auth(token)
            .header("content-type", "application/json")
            .body(r#"{"displayName": "made"}"#);
        assert_eq!(made.send().await.unwrap().status(), if allowed { 201 } else { 403 });
    }
}

#[tokio::test]
async fn the_connection_file_keeps_its_contract_and_says_the_truth() {
    for arguments in [&["--https"][..], &[], &["--https", "--scale", "2,3,40"]] {
        let program = start(arguments, None).await;
        assert_eq!(program.connection["caFile"].is_null(), arguments.is_empty());
        check_contract(&program);
        check_order(&program);
        check_powers(&program).await;
        // It answers by plain HTTP, whatever else is served.
        let imds =
            format!("{}/metadata/identity/oauth2/token?resource={ARM}", text(&program.connection["imds"]));
        let answer = program.client().get(imds).send().await.unwrap();
        assert_eq!(answer.status(), 400, "the header Metadata is missing");
    }
}

#[tokio::test]
async fn the_lists_of_a_seed_of_ones_own_are_what_it_says() {
    let made = json!({"createdBy": "Ann", "createdAt": "2025-01-01T00:00:00Z"});
    let of = |more: Value| {
        let mut one = made.clone();
        one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        one
    };
    let persona = |role: &str| json!({"role": role, "roleInWords": role});
    let seed = json!({
        "tenants": [{"domain": "bakery.example", "displayName": "Bakery"}],
        "people": [
            {"givenName": "Bo", "familyName": "Yu", "jobTitle": "Baker", "persona": persona("baker")},
            {"givenName": "Ann", "familyName": "Lee", "jobTitle": "Owner", "persona": persona("owner")},
        ],
        "servicePrincipals": [
            {"name": "reader", "kind": "Application", "hasSecret": true},
            {"name": "owner", "kind": "Application", "hasSecret": true,
             "graphPermissions": ["Application.ReadWrite.All"]},
            {"name": "contributor", "kind": "Application", "hasSecret": true},
            {"name": "other", "kind": "Application"},
        ],
        "subscriptions": [{"name": "Ovens"}, {"name": "Shops"}],
        "resourceGroups": [
            {"subscription": "Shops", "name": "rg-shops", "location": "westeurope"},
            {"subscription": "Ovens", "name": "rg-ovens", "location": "westeurope"},
        ],
        "workspaces": [
            of(json!({"group": "rg-shops", "name": "ml-shops"})), of(json!({"group": "rg-ovens", "name": "ml-ovens"})),
        ],
        "endpoints": [
            of(json!({"workspace": "ml-shops", "name": "queue", "authMode": "AADToken"})),
            of(json!({"workspace": "ml-ovens", "name": "heat", "authMode": "Key"})),
        ],
        "assignments": [
            {"principal": "user:Ann", "role": "Owner", "scope": "subscription:Ovens"},
            {"principal": "servicePrincipal:reader", "role": "Reader", "scope": "subscription:Ovens"},
            {"principal": "servicePrincipal:owner", "role": "Owner", "scope": "subscription:Ovens"},
            {"principal": "servicePrincipal:contributor", "role": "Contributor", "scope": "subscription:Ovens"},
        ],
    });
    let program = start(&["--https"], Some(&seed)).await;
    check_contract(&program);
    check_powers(&program).await;
    let names = |list: &str, field: &str| -> Vec<String> {
        program.list(list).iter().map(|one| text(&one[field])).collect()
    };
    assert_eq!(names("workspaces", "name"), ["ml-ovens", "ml-shops"]);
    assert_eq!(names("onlineEndpoints", "name"), ["heat", "queue"]);
    assert!(program.list("webServices").is_empty());
    assert_eq!(names("personas", "userName"), ["ann@bakery.example"]);
    assert_eq!(names("otherPersonas", "userName"), ["bo@bakery.example"]);
    assert_eq!(names("servicePrincipals", "displayName"), ["owner", "reader"]);
    assert_eq!(names("otherServicePrincipals", "displayName"), ["contributor"]);
}

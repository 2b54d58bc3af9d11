//! A walk through the whole company, as each of its people: every list page by page, every thing by its id,
//! keys and tokens of every service. Whatever the answer is, the operation documents it.

use std::collections::{BTreeMap, BTreeSet};

use latchkey_tests::openapi::{Answer, Catalogue, Request, Rigor};
use serde_json::Value;
use url::Url;

use crate::{
    exceptions::Exceptions,
    known::ALWAYS,
    lab::{Call, Lab},
};

const ML: &str = "2024-10-01";
const ROLES: &str = "2022-04-01";
const PEOPLE: [&str; 5] = ["owner", "dataScientist", "reader", "accessAdmin", "none"];

/// A client that visits every resource, and its findings.
struct Walk<'a> {
    catalogue: &'a Catalogue,
    lab: &'a Lab,
    role: &'a str,
    known: &'a mut Exceptions,
    operations: BTreeSet<(String, u16)>,
    wrong: BTreeMap<String, BTreeSet<String>>,
}

impl Walk<'_> {
    /// Asks and checks; the body of an answer that is no refusal.
    async fn ask(&mut self, call: Call) -> Option<Value> {
        let version =
            call.query.iter().find(|(name, _)| name == "api-version").map(|(_, text)| text.as_str());
        let operation = self.catalogue.find(&call.method, &call.path, version);
        let operation = operation.unwrap_or_else(|| panic!("no operation is {} {}", call.method, call.path));
        let reply = self.lab.ask(Some(self.role), &call).await;
        let request = Request { path: &call.path, query: &call.query, body: call.body.as_ref() };
        let answer = Answer { status: reply.status, headers: &reply.headers, body: reply.body.as_ref() };
        let mut findings = operation.check_request(&request).unwrap();
        findings.extend(operation.check_answer(&answer, Rigor::OwnAnswer).unwrap());
        self.known.keep_others(operation, &mut findings);
        for finding in findings {
            let places = self.wrong.entry(format!("{}: {finding}", operation.name())).or_default();
            places.insert(format!("{} {} {}", self.role, reply.status, call.path));
        }
        self.operations.insert((operation.name(), reply.status));
        reply.body.filter(|_| reply.status < 400)
    }

    async fn read(&mut self, path: &str, version: &str) -> Option<Value> {
        self.ask(Call::get(path, version)).await
    }

    async fn act(&mut self, path: &str, query: &[(&str, &str)], body: Option<Value>) {
        let query = query.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        self.ask(Call { method: "POST".to_owned(), query, body, ..Call::get(path, "") }).await;
    }

    /// Every item of a list, page after page.
    async fn list(&mut self, path: &str, query: &[(&str, &str)]) -> Vec<Value> {
        let query = query.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let mut next = Some(Call { query, ..Call::get(path, "") });
        let mut items = Vec::new();
        while let Some(call) = next.take() {
            let Some(mut page) = self.ask(call).await else { break };
            if let Some(link) = page["nextLink"].as_str() {
                let link = Url::parse(link).unwrap();
                let mut call = Call::get(link.path(), "");
                call.query = link.query_pairs().into_owned().collect();
                next = Some(call);
            }
            if let Value::Array(rows) = page["value"].take() {
                items.extend(rows);
            }
        }
        items
    }

    async fn go(&mut self) {
        self.list("/tenants", &[("api-version", "2022-12-01")]).await;
        for subscription in self.list("/subscriptions", &[("api-version", "2022-12-01")]).await {
            let path = text(&subscription["id"]);
            self.read(&path, "2022-12-01").await;
            for group in self.list(&format!("{path}/resourcegroups"), &[("api-version", "2024-07-01")]).await
            {
                self.read(&text(&group["id"]), "2024-07-01").await;
            }
            self.look_at_roles(&path).await;
            let workspaces = format!("{path}/providers/Microsoft.MachineLearningServices/workspaces");
            for workspace in self.list(&workspaces, &[("api-version", ML)]).await {
                self.look_at_workspace(&text(&workspace["id"]), &text(&workspace["location"])).await;
            }
        }
    }

    async fn look_at_roles(&mut self, scope: &str) {
        let roles = format!("{scope}/providers/Microsoft.Authorization");
        for filter in [None, Some("atScope()")] {
            let mut query = vec![("api-version", ROLES)];
            query.extend(filter.map(|filter| ("$filter", filter)));
            for assignment in self.list(&format!("{roles}/roleAssignments"), &query).await {
                self.read(&text(&assignment["id"]), ROLES).await;
            }
        }
        for definition in self.list(&format!("{roles}/roleDefinitions"), &[("api-version", ROLES)]).await {
            self.read(&text(&definition["id"]), ROLES).await;
        }
    }

    async fn look_at_workspace(&mut self, workspace: &str, region: &str) {
        self.read(workspace, ML).await;
        let permissions = format!("{workspace}/providers/Microsoft.Authorization/permissions");
        self.list(&permissions, &[("api-version", ROLES)]).await;
        let version = [("api-version", ML)];
        for endpoint in self.list(&format!("{workspace}/onlineEndpoints"), &version).await {
            let id = text(&endpoint["id"]);
            self.read(&id, ML).await;
            self.list(&format!("{id}/deployments"), &version).await;
            self.act(&format!("{id}/listKeys"), &version, None).await;
            self.act(&format!("{id}/token"), &version, None).await;
        }
        for kind in ["batchEndpoints", "serverlessEndpoints", "computes", "connections"] {
            for one in self.list(&format!("{workspace}/{kind}"), &version).await {
                self.read(&text(&one["id"]), ML).await;
                let verb = match kind {
                    "connections" => "listsecrets",
                    // Azure spells this operation in lower case.
                    "batchEndpoints" => "listkeys",
                    _ => "listKeys",
                };
                self.act(&format!("{}/{verb}", text(&one["id"])), &version, None).await;
            }
        }
        for verb in ["listKeys", "listStorageAccountKeys", "listNotebookKeys", "listNotebookAccessToken"] {
            self.act(&format!("{workspace}/{verb}"), &version, None).await;
        }
        let services = format!("/ml/{region}/modelmanagement/v1.0{workspace}/services");
        for expand in ["false", "true"] {
            for service in self.list(&services, &[("expand", expand)]).await {
                let path = format!("{services}/{}", text(&service["name"]));
                self.list(&path, &[("expand", expand)]).await;
                self.act(&format!("{path}/listkeys"), &[], None).await;
                self.act(&format!("{path}/token"), &[], None).await;
            }
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn every_answer_of_the_company_fits_its_schema() {
    let Some(catalogue) = crate::catalogue("every_answer_of_the_company_fits_its_schema") else {
        return;
    };
    let lab = Lab::with(&PEOPLE).await;
    let mut known = Exceptions::new(&[ALWAYS]);
    let (mut operations, mut wrong) = (BTreeSet::new(), Vec::new());
    for role in PEOPLE {
        let (catalogue, lab, known) = (&catalogue, &lab, &mut known);
        let (met, found) = (BTreeSet::new(), BTreeMap::new());
        let mut walk = Walk { catalogue, lab, role, known, operations: met, wrong: found };
        walk.go().await;
        operations.append(&mut walk.operations);
        wrong.extend(walk.wrong.iter().map(|(one, places)| format!("{one} {places:?}")));
    }
    assert!(wrong.is_empty(), "{} findings:\n{}", wrong.len(), wrong.join("\n"));
    let succeeded = operations.iter().filter(|(_, status)| *status < 400).count();
    assert!(succeeded >= 18 && operations.len() > succeeded + 5, "the walk met only {operations:?}");
}

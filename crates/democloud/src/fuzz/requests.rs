//! Requests made of known words in random orders. No answer may be a server error, and a body that says it is JSON
//! has to be JSON.

use std::sync::Arc;

use axum::{
    body::Bytes,
    http::{HeaderMap, Method, StatusCode, Uri},
    response::IntoResponse,
};
use latchkey_fuzz::for_a_while;
use latchkey_types::{Clock, ManualClock, OsEntropy};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::{
    call::Call,
    core::Core,
    listener::{Listener, Service},
    seed,
    services::dispatch,
};

/// Beginnings of paths that lead somewhere, with the words that come after them at random.
const BEGINNINGS: &[&str] = &[
    "{workspace}",
    "{workspace}/onlineEndpoints/route-eta",
    "{workspace}/batchEndpoints",
    "{workspace}/serverlessEndpoints",
    "{workspace}/computes",
    "{workspace}/services",
    "{workspace}/providers/Microsoft.Authorization",
    "{subscription}",
    "{subscription}/resourceGroups/rg-ml-prod-eu",
    "{subscription}/providers/Microsoft.Insights/eventtypes/management",
    "{subscription}/providers/Microsoft.MachineLearningServices",
    "/providers",
    "/providers/Microsoft.ResourceGraph",
    "/providers/Microsoft.Authorization",
    "/ml/westeurope/modelmanagement/v1.0{workspace}",
    "/ml/westeurope",
    "/v1.0",
    "/v1.0/applications",
    "/v1.0/servicePrincipals",
    "/v1.0/users",
    "/common",
    "/{tenant}/oauth2/v2.0",
    "/{tenant}/oauth2",
    "/{tenant}",
    "/scoring/westeurope/route-eta",
    "/metadata",
    "",
];

const WORDS: &[&str] = &[
    "workspaces",
    "onlineEndpoints",
    "batchEndpoints",
    "serverlessEndpoints",
    "computes",
    "services",
    "deployments",
    "listKeys",
    "listkeys",
    "regenerateKeys",
    "token",
    "score",
    "providers",
    "resources",
    "roleAssignments",
    "roleDefinitions",
    "permissions",
    "denyAssignments",
    "values",
    "locations",
    "endpoints",
    "operations",
    "me",
    "users",
    "groups",
    "applications",
    "servicePrincipals",
    "addPassword",
    "removePassword",
    "addKey",
    "directoryObjects",
    "getByIds",
    "authorize",
    "devicecode",
    "deviceauth",
    "login",
    "logout",
    "discovery",
    "keys",
    "identity",
    "oauth2",
    "v2.0",
    ".well-known",
    "openid-configuration",
    "instance",
    "secrets",
    "versions",
    "%00",
    "%2e%2e",
    "x'y",
    "route-eta",
    "00000000-0000-0000-0000-000000000000",
    "providerOperations",
    "eta-fallback",
    "jobs",
    "skus",
    "getLogs",
    "connections",
    "listsecrets",
    "metadata",
    "members",
];

const PARAMETERS: &[(&str, &[&str])] = &[
    (
        "api-version",
        &[
            "2024-10-01",
            "2022-04-01",
            "2022-12-01",
            "2022-10-01",
            "2015-04-01",
            "2019-05-01",
            "2018-02-01",
            "",
        ],
    ),
    (
        "$filter",
        &[
            "atScope()",
            "principalId eq 'a'",
            "assignedTo('",
            "roleName eq 'Reader'",
            "eventTimestamp ge '2026-01-01T00:00:00Z'",
            "(((",
            "not not a eq 'b'",
        ],
    ),
    ("$top", &["1", "0", "-1", "18446744073709551616"]),
    ("$skip", &["ZnJvbToxLG9mOjA", "x"]),
    ("$skipToken", &["ZnJvbToxLG9mOjA", "x"]),
    ("$select", &["id", "id,,", "*"]),
    ("$expand", &["resourceTypes"]),
    ("count", &["1", "x"]),
    ("resource", &["https://management.azure.com/", "x"]),
    ("client_id", &["04b07795-8ddb-461a-bbee-02f9e1bf7b46", "x"]),
    ("response_type", &["code"]),
    ("redirect_uri", &["http://localhost:1", "javascript:x"]),
    ("scope", &["openid", "https://management.azure.com/.default", "/"]),
    (
        "grant_type",
        &[
            "authorization_code",
            "refresh_token",
            "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code",
        ],
    ),
    ("client_assertion_type", &["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]),
    ("client_assertion", &["a.b.c", "eyJhbGciOiJub25lIn0.e30."]),
    ("client_secret", &["x"]),
    ("code", &["x"]),
    ("device_code", &["x"]),
    ("refresh_token", &["x"]),
    ("claims", &["{", "{\"access_token\":{\"xms_cc\":{\"values\":[\"cp1\"]}}}", "[]"]),
    ("prompt", &["none", "login"]),
    ("tags", &["a=b", "="]),
    ("orderby", &["CreatedAtDesc"]),
];

const FIELDS: &[&str] = &[
    "properties",
    "keyType",
    "keyValue",
    "query",
    "subscriptions",
    "options",
    "$top",
    "$skip",
    "resultFormat",
    "ids",
    "types",
    "roleDefinitionId",
    "principalId",
    "principalType",
    "roleName",
    "permissions",
    "actions",
    "assignableScopes",
    "displayName",
    "appId",
    "passwordCredential",
    "keyCredential",
    "keyId",
    "proof",
    "op",
    "path",
    "value",
    "contentType",
    "attributes",
    "enabled",
    "exp",
    "tags",
    "endDateTime",
    "condition",
    "location",
    "authMode",
    "data",
    "type",
];

const VALUES: &[&str] = &[
    "Primary",
    "resources | where type =~ 'a' | project id",
    "resources | join (",
    "objectArray",
    "Owner",
    "User",
    "*",
    "/",
    "/subscriptions/x",
    "replace",
    "/authEnabled",
    "/aadAuthEnabled",
    "2026-01-01T00:00:00Z",
    "not a date",
    "",
    "é\u{0}",
];

fn words(table: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(table).prop_map(str::to_owned)
}

fn body() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        words(VALUES).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((words(FIELDS), inner), 0..6).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn parameters() -> impl Strategy<Value = String> {
    let one = select(PARAMETERS).prop_flat_map(|(name, values)| (Just(name), select(values)));
    vec(one, 0..7)
        .prop_map(|pairs| form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
}

/// A demo cloud without sockets, and the words of its paths.
struct Inside {
    core: Core,
    tokens: Vec<String>,
    subscription: String,
    workspace: String,
    tenant: String,
}

impl Inside {
    fn new() -> Self {
        let state =
            seed::company(&seed::Seed::BuiltIn, &OsEntropy, "2026-03-02T09:30:00Z".parse().unwrap()).unwrap();
        let clock: Arc<dyn Clock> = Arc::new(ManualClock::leaping("2026-03-02T09:30:00Z".parse().unwrap()));
        let (owner, now) = (&state.users[0], clock.now().as_second());
        let audiences = [
            "https://management.azure.com",
            "https://graph.microsoft.com",
            "https://ml.azure.com",
            "https://vault.azure.net",
        ];
        let tokens = audiences
            .map(|audience| {
                let claims = json!({"aud": audience, "oid": owner.id, "tid": owner.tenant_id, "iat": now, "exp": now + 1_000_000});
                // EXPOSE: the test calls its own demo cloud.
                format!("Bearer {}", state.signer.sign(&claims).expose())
            })
            .to_vec();
        let subscription = state.subscriptions[0].path();
        let (workspace, tenant) = (state.workspaces[0].id.clone(), state.home_tenant().id.clone());
        let listeners = vec![Listener { is_secure: false, port: 1, service: Service::Cloud }];
        let core = Core::new(state, listeners, clock, Arc::new(OsEntropy));
        Self { core, tokens, subscription, workspace, tenant }
    }

    fn path(&self, beginning: &str, words: &[String]) -> String {
        let beginning = beginning
            .replace("{workspace}", &self.workspace)
            .replace("{subscription}", &self.subscription)
            .replace("{tenant}", &self.tenant);
        words.iter().fold(beginning, |path, word| format!("{path}/{word}"))
    }

    fn ask(&self, method: Method, target: &str, token: usize, kind: &str, body: Bytes) {
        let Ok(uri) = target.parse::<Uri>() else { return };
        let mut headers = HeaderMap::new();
        if let Some(token) = self.tokens.get(token) {
            headers.insert("authorization", token.parse().unwrap());
        }
        headers.insert("content-type", kind.parse().unwrap());
        headers.insert("metadata", "true".parse().unwrap());
        let call = Call::new("http://localhost:1".to_owned(), method, &uri, headers, body, "id".to_owned());
        let reply = dispatch(&self.core, &call);
        let is_json = !reply.body().is_empty() && serde_json::from_slice::<Value>(reply.body()).is_ok();
        let response = reply.into_response();
        assert_ne!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let says_json = response
            .headers()
            .get("content-type")
            .is_some_and(|kind| kind.to_str().unwrap().contains("json"));
        assert!(is_json || !says_json, "not the JSON that it says");
    }
}

#[test]
fn every_request_has_an_answer() {
    let inside = Inside::new();
    let method =
        select(&[Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::HEAD][..]);
    let path = (select(BEGINNINGS), vec(words(WORDS), 0..5));
    let json_or_form = prop_oneof![
        3 => body().prop_map(|body| ("application/json", body.to_string())),
        1 => vec(body(), 0..4).prop_map(|steps| ("application/json-patch+json", Value::from(steps).to_string())),
        2 => parameters().prop_map(|form| ("application/x-www-form-urlencoded", form)),
        1 => "[ -~]{0,60}".prop_map(|text| ("application/json", text)),
    ];
    let inputs = (method, path, parameters(), 0..6_usize, json_or_form);
    for_a_while(&inputs, |(method, (beginning, words), query, token, (kind, body))| {
        let target = format!("{}?{query}", inside.path(beginning, &words));
        inside.ask(method, &target, token, kind, Bytes::from(body));
    });
}

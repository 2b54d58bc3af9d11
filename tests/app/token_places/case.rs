//! The generated cases: a cloud file (hostile, careless or honest), the sign-in method, and the change after the sign-in.

use proptest::{option, prelude::*, sample::select};
use serde_json::{Map, Value, json};

/// The resource of an application in some tenant.
pub(crate) const OF_A_TENANT: &str = "https://management.lab.onmicrosoft.com/5e2b";
/// The identity endpoint that this machine's environment names.
pub(crate) const REAL_IDENTITY: &str = "http://127.0.0.1:9001";

const PLACES: [&str; 11] = [
    "https://evil.example",
    "https://evil.example:8443",
    "https://other.example",
    "https://we.evil.example",
    "http://127.0.0.1:8081",
    "http://127.0.0.1:8082",
    "https://management.azure.com",
    "https://graph.microsoft.com",
    "https://login.microsoftonline.com",
    "https://lab.vault.azure.net",
    REAL_IDENTITY,
];
const RESOURCES: [&str; 9] = [
    "https://management.azure.com",
    "https://management.core.windows.net/",
    "https://graph.microsoft.com",
    "https://vault.azure.net",
    "https://ml.azure.com",
    "https://evil.example",
    "https://evil.example:8443",
    OF_A_TENANT,
    "797f4846-ba00-4fd7-ba43-dac1f8f63013",
];
const DOMAINS: [&str; 4] = ["evil.example", "api.azureml.ms", "azure.com", "com"];

/// The sign-in method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Browser,
    DeviceCode,
    Secret,
    AzureCli,
    Machine,
}

/// Where the cloud comes from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// Added as a file.
    File,
    /// Named on the command line.
    CommandLine,
    /// Added by the address of its Resource Manager, which answers so.
    Address(Value),
}

/// What happens after the sign-in.
#[derive(Debug, Clone)]
pub(crate) enum FollowUp {
    /// The program starts again.
    Restart,
    /// The clouds in the profile are edited, and the program starts again.
    Edit { field: &'static str, value: Value },
    /// The program starts again with a file of the same id on its command line.
    AnotherFile { field: &'static str, value: Value },
}

#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) file: Map<String, Value>,
    pub(crate) source: Source,
    pub(crate) method: Method,
    /// Whether the person types the host that the app asks for.
    pub(crate) confirms: bool,
    /// Whether a foreign sign-in service names Microsoft's endpoints.
    pub(crate) leads_to_microsoft: bool,
    /// The host that ARM's answers name for the next page and for the web services.
    pub(crate) link: Option<&'static str>,
    /// The scoring address that ARM names.
    pub(crate) scoring: &'static str,
    /// The cloud name of the Azure CLI. A custom name has the addresses of the file.
    pub(crate) az_cloud: &'static str,
    /// The audience in tokens of the CLI and of the machine, if it differs from the requested one.
    pub(crate) audience: Option<&'static str>,
    pub(crate) follow_up: FollowUp,
}

pub(crate) fn of_a_file() -> impl Strategy<Value = Case> {
    (case(), select(vec![Source::File, Source::CommandLine]))
        .prop_map(|(case, source)| Case { source, ..case })
}

pub(crate) fn of_an_address() -> impl Strategy<Value = Case> {
    let place = || prop_oneof![3 => select(PLACES.to_vec()), 1 => select(RESOURCES.to_vec())];
    (case(), place(), place(), place(), any::<bool>()).prop_map(|(mut case, login, audience, graph, is_entra)| {
        if is_entra {
            case.file.insert("authority".to_owned(), "https://login.microsoftonline.com".into());
        }
        let login = if is_entra { "https://login.microsoftonline.com/" } else { login };
        let own = case.file["arm"].clone();
        let answer = json!({
            "name": "Stack", "resourceManager": own, "graph": graph, "microsoftGraphResourceId": graph,
            "authentication": { "loginEndpoint": login, "audiences": [audience, own], "identityProvider": "AAD" },
        });
        Case { source: Source::Address(answer), ..case }
    })
}

pub(crate) fn with_an_edit() -> impl Strategy<Value = Case> {
    (honest(), change())
        .prop_map(|(case, (field, value))| Case { follow_up: FollowUp::Edit { field, value }, ..case })
}

pub(crate) fn with_another_file() -> impl Strategy<Value = Case> {
    let sources = select(vec![Source::File, Source::CommandLine]);
    (honest(), change(), sources).prop_map(|(case, (field, value), source)| Case {
        follow_up: FollowUp::AnotherFile { field, value },
        source,
        ..case
    })
}

fn change() -> impl Strategy<Value = (&'static str, Value)> {
    let place = || select(PLACES.to_vec()).prop_map(Value::from);
    prop_oneof![
        4 => place().prop_map(|value| ("arm", value)),
        2 => place().prop_map(|value| ("graph", value)),
        2 => place().prop_map(|value| ("authority", value)),
        1 => place().prop_map(|value| ("imds", value)),
        1 => select(DOMAINS.to_vec()).prop_map(|value| ("mlApiDomain", value.into())),
        1 => select(RESOURCES.to_vec()).prop_map(|value| ("armResource", value.into())),
        1 => select(RESOURCES.to_vec()).prop_map(|value| ("mlResource", value.into())),
    ]
}

/// A cloud that follows the rules, so that the sign-in works.
fn honest() -> impl Strategy<Value = Case> {
    case().prop_map(|mut case| {
        for field in ["armResource", "graphResource", "mlResource", "mlApiDomain", "provider", "scopes"] {
            case.file.remove(field);
        }
        let is_here = case.file["authority"].as_str().is_some_and(|text| text.starts_with("http://"));
        let (arm, graph) = if is_here {
            ("http://127.0.0.1:8081", "http://127.0.0.1:8082")
        } else {
            ("https://evil.example", "https://other.example")
        };
        case.file.insert("arm".to_owned(), arm.into());
        case.file.insert("graph".to_owned(), graph.into());
        case.file.insert("imds".to_owned(), "http://127.0.0.1:8082".into());
        Case { source: Source::File, leads_to_microsoft: false, ..case }
    })
}

fn case() -> impl Strategy<Value = Case> {
    let methods =
        vec![Method::Browser, Method::DeviceCode, Method::Secret, Method::AzureCli, Method::Machine];
    let az = select(vec!["AzureCloud", "MyStack"]);
    let audience = option::weighted(0.3, select(RESOURCES.to_vec()));
    let place = || select(PLACES.to_vec());
    let links = (option::of(place()), place());
    let person = (select(methods), any::<bool>(), any::<bool>(), links, az, audience);
    (file(), person).prop_map(
        |(file, (method, confirms, leads_to_microsoft, (link, scoring), az_cloud, audience))| Case {
            file,
            source: Source::File,
            method,
            confirms,
            leads_to_microsoft,
            link,
            scoring,
            az_cloud,
            audience,
            follow_up: FollowUp::Restart,
        },
    )
}

fn file() -> impl Strategy<Value = Map<String, Value>> {
    let authority = prop_oneof![
        4 => Just("https://login.microsoftonline.com"),
        2 => Just("https://evil.example"),
        3 => Just("http://127.0.0.1:8081"),
        1 => select(PLACES.to_vec()),
    ];
    let arm = prop_oneof![
        3 => Just("https://evil.example"),
        3 => Just("http://127.0.0.1:8081"),
        2 => select(PLACES.to_vec()),
    ];
    let place = || option::weighted(0.3, select(PLACES.to_vec()));
    let resource = || option::weighted(0.3, select(RESOURCES.to_vec()));
    let domain = option::weighted(0.2, select(DOMAINS.to_vec()));
    let rest = (place(), place(), resource(), resource(), resource(), domain);
    (authority, arm, rest, prop::bool::weighted(0.25)).prop_map(|(authority, arm, rest, is_open_id)| {
        let (graph, imds, arm_resource, ml_resource, graph_resource, domain) = rest;
        let mut file = Map::new();
        let mut put = |name: &str, value: Option<&str>| {
            if let Some(value) = value {
                file.insert(name.to_owned(), value.into());
            }
        };
        put("id", Some("lab"));
        put("authority", Some(authority));
        put("arm", Some(arm));
        put("graph", graph);
        put("imds", imds);
        put("armResource", arm_resource);
        put("mlResource", ml_resource);
        put("graphResource", graph_resource);
        put("mlApiDomain", domain);
        put("clientId", Some("04b07795-8ddb-461a-bbee-02f9e1bf7b46"));
        if is_open_id {
            put("provider", Some("openid"));
            put("scopes", Some("https://management.azure.com/.default"));
        }
        file
    })
}

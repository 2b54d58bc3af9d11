//! A cloud told by a file: an Azure Stack, a sovereign cloud, or an emulator such as the demo cloud's own
//! connection file. Only `authority` and `arm` are needed: what is left out is at `arm` or, in a cloud on this machine,
//! named as in the public cloud. A token goes to nobody but the service that it is named after.
//!
//! ```json
//! {
//!   "id": "stack", "displayName": "Our Azure Stack",
//!   "authority": "https://login.stack.example", "arm": "https://management.stack.example",
//!   "graph": "https://graph.stack.example", "imds": "http://127.0.0.1:8079",
//!   "armResource": "https://management.stack.example", "mlResource": "https://api.ml.stack.example",
//!   "graphResource": "https://graph.stack.example", "mlApiDomain": "api.ml.stack.example",
//!   "clientId": "a GUID of an own registration", "caFile": "stack-ca.pem"
//! }
//! ```
//!
//! Tokens go to whom they are named after: `armResource` is the origin of `arm`, `graphResource` that of `graph`,
//! `mlResource` that of `arm` or `mlApiDomain`. `armResource` may be an application in a tenant of one's own instead
//! (`*.onmicrosoft.com`); then whoever signs in types the host of `arm`, and there is no `mlApiDomain`. Only a cloud that is whole on this machine is free
//! in names. Microsoft's hosts belong to the built-in clouds; but `authority` may be Entra's, as Azure Stack has it.
//! `imds` is where a managed identity is asked for, on loopback; without it the cloud has none.
//!
//! People need not be signed in by Entra. With `"provider": "openid"` the authority is the issuer of any provider that
//! keeps to OpenID Connect; its endpoints, keys and abilities are read from `/.well-known/openid-configuration` below
//! it. The client id is that of a native application, registered there with the return address `http://127.0.0.1/` (any
//! port, RFC 8252 §7.3), and scopes have the provider's names: a text or a list for every audience, or each its own.
//!
//! ```json
//! {
//!   "id": "lab", "displayName": "Our lab",
//!   "provider": "openid", "authority": "https://id.lab.example/realms/ml", "clientId": "latchkey",
//!   "scopes": { "arm": "manage", "ml": ["score", "predict"] },
//!   "arm": "https://management.lab.example", "caFile": "lab-ca.pem"
//! }
//! ```

use std::path::PathBuf;

use serde_json::{Map, Value};
use url::Url;

use crate::{
    AudienceScopes, Cloud, CloudError, OpenIdProvider, Reach, SignInService, microsoft::canonical_sign_in,
    sign_in_service::is_scope,
};

/// Longer files are something else.
const LONGEST_FILE: usize = 16 * 1024 * 1024;
const LONGEST_WORD: usize = 64;
const MOST_SCOPES: usize = 64;
/// What a cloud is called whose address has no letter and no digit.
const UNNAMED: &str = "cloud";

/// What a file says of a cloud.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloudFile {
    /// The cloud, without its certificate authority.
    pub cloud: Cloud,
    /// A file of PEM certificates to trust beside the system's; relative to the cloud's file.
    pub ca_file: Option<PathBuf>,
}

/// Why a file does not tell of a cloud.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CloudFileError {
    /// More than 16 MiB.
    #[error("the file is longer than a description of a cloud")]
    TooLong,
    /// Something else than a JSON object.
    #[error("the file is not a JSON object (line {line}, column {column})")]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1; 0 at a line's beginning.
        column: usize,
    },
    /// A field that is needed is not there.
    #[error("the file has no {0}")]
    Missing(&'static str),
    /// A field is not what it should be.
    #[error("{field} is not a value of the kind {expected:?}")]
    Field {
        /// Which field.
        field: &'static str,
        /// What it should be.
        expected: ExpectedValue,
    },
    /// An address breaks the rules.
    #[error(transparent)]
    Cloud(#[from] CloudError),
}

/// What a field of the file should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExpectedValue {
    /// A text of at most 2,048 bytes.
    ShortText,
    /// An https address without user, query or fragment.
    HttpsAddress,
    /// `entra` or `openid`.
    Provider,
    /// Letters, digits and hyphens.
    Word,
    /// OAuth scopes, as a text or a list.
    Scopes,
}

impl CloudFile {
    /// Reads a file's text. Fields that nobody knows are left out, and names are read in any case.
    ///
    /// # Errors
    /// [`CloudFileError`] names the field.
    pub fn read(text: &str) -> Result<Self, CloudFileError> {
        if text.len() > LONGEST_FILE {
            return Err(CloudFileError::TooLong);
        }
        let fields: Map<String, Value> = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| CloudFileError::NotJson { line: error.line(), column: error.column() })?;
        let fields = Fields(&fields);
        let authority = fields.url("authority")?.ok_or(CloudFileError::Missing("authority"))?;
        let authority = canonical_sign_in(authority);
        let arm = fields.url("arm")?.ok_or(CloudFileError::Missing("arm"))?;
        let public = Cloud::public();
        let host = authority.host_str().unwrap_or_default().to_owned();
        let mut cloud = Cloud {
            id: fields.word("id")?.unwrap_or_else(|| Self::id_of(&authority)),
            display_name: fields.text("displayName")?.unwrap_or(host),
            graph: fields.url("graph")?.unwrap_or_else(|| arm.clone()),
            imds: fields.url("imds")?,
            arm_resource: fields.text("armResource")?.unwrap_or(public.arm_resource),
            ml_resource: fields.text("mlResource")?.unwrap_or(public.ml_resource),
            graph_resource: fields.text("graphResource")?.unwrap_or(public.graph_resource),
            ml_api_domain: fields.text("mlApiDomain")?,
            client_id: match fields.text("clientId")? {
                Some(client_id) => Some(client_id),
                None => fields.text("publicClientId")?,
            },
            certificate_authority: None,
            reach: Reach::Loopback,
            own_emulator: None,
            sign_in_service: fields.sign_in_service()?,
            authority,
            arm,
        };
        // A cloud that is whole on this machine is confined to it.
        if cloud.validate().is_err() {
            cloud.reach = Reach::Internet;
            // A token for public Azure is none of another cloud's business.
            let own = |url: &Url| url.as_str().trim_end_matches('/').to_owned();
            if fields.text("armResource")?.is_none() {
                cloud.arm_resource = own(&cloud.arm);
            }
            if fields.text("graphResource")?.is_none() {
                cloud.graph_resource = own(&cloud.graph);
            }
            if fields.text("mlResource")?.is_none() {
                cloud.ml_resource = own(&cloud.arm);
            }
        }
        cloud.validate()?;
        Ok(Self { cloud, ca_file: fields.text("caFile")?.map(PathBuf::from) })
    }

    /// A word for a cloud that has none of its own, made of an address that is its own.
    pub fn id_of(address: &Url) -> String {
        let address = address.as_str().trim_start_matches("https://").trim_start_matches("http://");
        let is_plain = |next: char| next.is_ascii_alphanumeric();
        let word: String = address.chars().map(|next| if is_plain(next) { next } else { '-' }).collect();
        let word: String = word.trim_matches('-').chars().take(LONGEST_WORD).collect();
        // A host can be made of nothing but other signs.
        if word.is_empty() { UNNAMED.to_owned() } else { word }
    }
}

struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    fn value(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    fn text(&self, name: &'static str) -> Result<Option<String>, CloudFileError> {
        match self.value(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(Value::String(text)) if text.len() <= 2048 => Ok(Some(text.trim().to_owned())),
            Some(_) => Err(CloudFileError::Field { field: name, expected: ExpectedValue::ShortText }),
        }
    }

    fn url(&self, name: &'static str) -> Result<Option<Url>, CloudFileError> {
        let wrong = CloudFileError::Field { field: name, expected: ExpectedValue::HttpsAddress };
        let Some(text) = self.text(name)? else { return Ok(None) };
        let is_plain = |url: &Url| {
            let names_user = !url.username().is_empty() || url.password().is_some();
            url.has_host() && !names_user && url.query().is_none() && url.fragment().is_none()
        };
        Url::parse(&text).ok().filter(is_plain).map(Some).ok_or(wrong)
    }

    /// Told, never guessed: a provider that is taken for Entra would be sent to addresses of somebody's choice.
    fn sign_in_service(&self) -> Result<SignInService, CloudFileError> {
        let provider = self.text("provider")?.map(|word| word.to_ascii_lowercase());
        match provider.as_deref() {
            None | Some("entra") => Ok(SignInService::Entra),
            Some("openid") => Ok(SignInService::OpenId(OpenIdProvider {
                issuer: self.text("authority")?.ok_or(CloudFileError::Missing("authority"))?,
                scopes: self.scopes()?,
            })),
            Some(_) => Err(CloudFileError::Field { field: "provider", expected: ExpectedValue::Provider }),
        }
    }

    fn scopes(&self) -> Result<AudienceScopes, CloudFileError> {
        let Some(Value::Object(each)) = self.value("scopes") else {
            return Ok(AudienceScopes::alike(scope_list(self.value("scopes"))?.unwrap_or_default()));
        };
        let each = Fields(each);
        Ok(AudienceScopes {
            arm: scope_list(each.value("arm"))?.ok_or(CloudFileError::Missing("scopes.arm"))?,
            ml: scope_list(each.value("ml"))?,
            graph: scope_list(each.value("graph"))?,
        })
    }

    fn word(&self, name: &'static str) -> Result<Option<String>, CloudFileError> {
        let is_word = |text: &String| {
            text.len() <= LONGEST_WORD
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        match self.text(name)? {
            Some(text) if !is_word(&text) => {
                Err(CloudFileError::Field { field: name, expected: ExpectedValue::Word })
            }
            text => Ok(text),
        }
    }
}

/// Scopes as OAuth writes them, with spaces between, or as a list.
fn scope_list(value: Option<&Value>) -> Result<Option<Vec<String>>, CloudFileError> {
    let wrong = CloudFileError::Field { field: "scopes", expected: ExpectedValue::Scopes };
    let texts: Vec<&str> = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.split_whitespace().collect(),
        Some(Value::Array(values)) => {
            values.iter().map(Value::as_str).collect::<Option<_>>().ok_or_else(|| wrong.clone())?
        }
        Some(_) => return Err(wrong),
    };
    if texts.len() > MOST_SCOPES || !texts.iter().all(|text| is_scope(text)) {
        return Err(wrong);
    }
    Ok(Some(texts.into_iter().map(str::to_owned).collect()))
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_file_of_the_demo_cloud_is_a_cloud() {
        let text = r#"{ "authority": "https://localhost:1", "ARM": "https://localhost:1", "graph": "https://localhost:1",
            "imds": "http://localhost:2", "control": { "url": "x" }, "caFile": "ca.pem", "publicClientId": "c", "tenants": [] }"#;
        let file = CloudFile::read(text).unwrap();
        assert_eq!(file.ca_file, Some(PathBuf::from("ca.pem")));
        assert_eq!((file.cloud.id.as_str(), file.cloud.reach), ("localhost-1", Reach::Loopback));
        assert_eq!(file.cloud.client_id.as_deref(), Some("c"));
        assert_eq!(file.cloud.arm_resource, "https://management.azure.com");
    }

    #[test]
    fn a_cloud_elsewhere_needs_https() {
        let file = |authority: &str| {
            CloudFile::read(&format!(
                r#"{{ "authority": "{authority}", "arm": "https://arm.stack.example" }}"#
            ))
        };
        let cloud = file("https://login.stack.example").unwrap().cloud;
        assert_eq!(
            (cloud.reach, cloud.arm_resource.as_str()),
            (Reach::Internet, "https://arm.stack.example")
        );
        assert!(matches!(file("http://login.stack.example"), Err(CloudFileError::Cloud(_))));
    }

    #[test]
    fn a_file_cannot_have_tokens_of_microsofts_services_sent_elsewhere() {
        let check = |more: &str, expected: Result<(&str, &str), &str>| {
            let text = format!(
                r#"{{ "authority": "https://login.microsoftonline.com", "arm": "https://arm.evil.example"{more} }}"#
            );
            let read =
                CloudFile::read(&text).map(|file| (file.cloud.arm_resource, file.cloud.graph_resource));
            let read =
                read.as_ref().map(|(arm, graph)| (arm.as_str(), graph.as_str())).map_err(ToString::to_string);
            assert_eq!(read, expected.map_err(str::to_owned), "{more}");
        };
        check("", Ok(("https://arm.evil.example", "https://arm.evil.example")));
        check(
            r#", "armResource": "https://management.azure.com""#,
            Err(
                "armResource is Microsoft's, and belongs to the built-in clouds alone: https://management.azure.com",
            ),
        );
        check(
            r#", "graphResource": "https://graph.microsoft.com""#,
            Err(
                "graphResource is Microsoft's, and belongs to the built-in clouds alone: https://graph.microsoft.com",
            ),
        );
        check(
            r#", "imds": "https://imds.evil.example""#,
            Err(
                "imds must be on loopback, and no endpoint that Azure's own agents have: https://imds.evil.example",
            ),
        );
        let microsofts = "authority is Microsoft's, and belongs to the built-in clouds alone: https://login.microsoftonline.com";
        let scopes = r#", "scopes": "https://management.azure.com/.default""#;
        check(&format!(r#", "provider": "openid"{scopes}"#), Err(microsofts));
    }

    #[test]
    fn another_provider_is_told_with_its_issuer_letter_by_letter() {
        let read = |more: &str| {
            let text = r#"{ "provider": "OpenID", "authority": "https://id.lab.example", "arm": "https://arm.lab.example""#;
            CloudFile::read(&format!("{text}{more} }}")).map(|file| file.cloud)
        };
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let check = |more: &str, expected: AudienceScopes| {
            let cloud = read(more).unwrap();
            let provider = cloud.open_id().expect("it is no Entra");
            assert_eq!((provider.issuer.as_str(), &provider.scopes), ("https://id.lab.example", &expected));
            let written = serde_json::to_string(&cloud).unwrap();
            assert_eq!(serde_json::from_str::<Cloud>(&written).unwrap(), cloud, "{written}");
        };
        check("", AudienceScopes::alike(Vec::new()));
        check(r#", "scopes": "manage score""#, AudienceScopes::alike(words("manage score")));
        check(
            r#", "scopes": { "arm": "manage", "ML": ["score", "predict"] }"#,
            AudienceScopes { arm: words("manage"), ml: Some(words("score predict")), graph: None },
        );
        let refused = |more: &str, expected: &str| {
            assert_eq!(read(more).unwrap_err().to_string(), expected, "{more}");
        };
        refused(r#", "scopes": { "ml": "score" }"#, "the file has no scopes.arm");
        refused(r#", "scopes": ["a b"]"#, "scopes is not a value of the kind Scopes");
        refused(r#", "scopes": 5"#, "scopes is not a value of the kind Scopes");
    }

    #[test]
    fn what_is_wrong_is_named() {
        let check = |text: &str, expected: &str| {
            assert_eq!(CloudFile::read(text).unwrap_err().to_string(), expected, "{text}");
        };
        check("[]", "the file is not a JSON object (line 1, column 0)");
        check("{}", "the file has no authority");
        check(r#"{ "authority": "https://a.example" }"#, "the file has no arm");
        check(r#"{ "authority": 5 }"#, "authority is not a value of the kind ShortText");
        check(
            r#"{ "authority": "https://a.example", "arm": "https://a.example", "provider": "google" }"#,
            "provider is not a value of the kind Provider",
        );
        check(
            r#"{ "authority": "https://me@a.example" }"#,
            "authority is not a value of the kind HttpsAddress",
        );
        check(
            r#"{ "authority": "https://:pw@a.example" }"#,
            "authority is not a value of the kind HttpsAddress",
        );
        check(
            r#"{ "authority": "https://a.example", "arm": "https://a.example", "id": "../x" }"#,
            "id is not a value of the kind Word",
        );
    }
}

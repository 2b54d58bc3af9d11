//! The JSON that `az ad sp create-for-rbac` prints, with `--sdk-auth` (`--json-auth`) or without.

use latchkey_identity::ApplicationCredential;
use latchkey_types::{Cloud, Secret};
use serde_json::{Map, Value};
use url::Url;
use zeroize::Zeroize;

use crate::{CommandError, sign_in::Application};

/// What such a file may have, in bytes.
const LONGEST: usize = 64 * 1024;

/// An application as the file describes it.
pub(crate) struct SdkAuth {
    client_id: String,
    tenant: String,
    secret: Secret,
    resource_manager: Option<Url>,
}

impl SdkAuth {
    /// Reads the text. Spelling of names is free in case, and fields that nobody knows are left out.
    pub(crate) fn read(text: &Secret) -> Result<Self, CommandError> {
        let wrong = |message: &str| CommandError::invalid("json", message);
        // EXPOSE: the text is parsed here and goes nowhere.
        let text = text.expose().trim_start_matches('\u{feff}').trim();
        if text.len() > LONGEST {
            return Err(wrong("The file is too long for the output of az ad sp create-for-rbac."));
        }
        let mut fields: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            wrong(&format!("This is not the JSON that az prints (line {line}, column {column})."))
        })?;
        let field = |names: &[&str]| {
            let is_named = |name: &String| names.iter().any(|known| name.eq_ignore_ascii_case(known));
            let value = fields.iter().find(|(name, _)| is_named(name)).and_then(|(_, value)| value.as_str());
            value.map(str::trim).filter(|value| !value.is_empty())
        };
        let needed = |names: &[&str]| {
            field(names).map(str::to_owned).ok_or_else(|| wrong(&format!("The JSON has no {}.", names[0])))
        };
        if field(&["clientSecret", "password"]).is_none() && field(&["clientCertificate"]).is_some() {
            return Err(wrong(
                "The JSON names the file of a certificate. Choose that file under Certificate instead.",
            ));
        }
        let read = Self {
            client_id: needed(&["clientId", "appId"])?,
            tenant: needed(&["tenantId", "tenant"])?,
            secret: Secret::new(needed(&["clientSecret", "password"])?),
            resource_manager: field(&["resourceManagerEndpointUrl"]).and_then(|url| Url::parse(url).ok()),
        };
        for value in fields.values_mut() {
            if let Value::String(text) = value {
                text.zeroize();
            }
        }
        Ok(read)
    }

    /// The application, if it is one of this cloud.
    pub(crate) fn application(self, cloud: &Cloud) -> Result<Application, CommandError> {
        if let Some(other) = self.resource_manager.filter(|url| url.origin() != cloud.arm.origin()) {
            let host: String = other.host_str().unwrap_or_default().chars().take(100).collect();
            let message = format!("The JSON belongs to another cloud ({host}). Choose that cloud first.");
            return Err(CommandError::invalid("json", &message));
        }
        Ok(Application {
            tenant: Some(self.tenant),
            client_id: Some(self.client_id),
            credential: ApplicationCredential::Secret(self.secret),
        })
    }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> Result<Application, String> {
        let read = SdkAuth::read(&Secret::new(value.to_string()));
        read.and_then(|file| file.application(&Cloud::public())).map_err(|error| error.message)
    }

    #[test]
    fn both_outputs_of_az_are_read() {
        let check = |value: Value| {
            let application = read(&value).unwrap();
            assert_eq!(application.client_id.as_deref(), Some("c"));
            assert_eq!(application.tenant.as_deref(), Some("t"));
            let ApplicationCredential::Secret(secret) = application.credential else { panic!("no secret") };
            assert!(secret.matches(&Secret::new("s")));
        };
        check(json!({
            "clientId": "c", "clientSecret": "s", "tenantId": "t", "subscriptionId": "x",
            "activeDirectoryEndpointUrl": "https://login.microsoftonline.com",
            "resourceManagerEndpointUrl": "https://management.azure.com/", "new": { "field": 1 },
        }));
        check(json!({ "appId": "c", "displayName": "d", "password": "s", "tenant": "t" }));
        check(
            json!({ "CLIENTID": " c ", "ClientSecret": "s", "tenantid": "t", "resourceManagerEndpointUrl": null }),
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        let check = |value: Value, expected: &str| assert_eq!(read(&value).err().as_deref(), Some(expected));
        check(json!([]), "This is not the JSON that az prints (line 1, column 0).");
        check(json!({ "clientId": "c", "tenantId": "t" }), "The JSON has no clientSecret.");
        check(
            json!({ "clientId": "c", "clientSecret": 5, "tenantId": "t" }),
            "The JSON has no clientSecret.",
        );
        check(
            json!({ "clientId": "c", "clientCertificate": "/x.pem", "tenantId": "t" }),
            "The JSON names the file of a certificate. Choose that file under Certificate instead.",
        );
        let china = json!({
            "clientId": "c", "clientSecret": "s", "tenantId": "t",
            "resourceManagerEndpointUrl": "https://management.chinacloudapi.cn",
        });
        check(
            china,
            "The JSON belongs to another cloud (management.chinacloudapi.cn). Choose that cloud first.",
        );
    }
}

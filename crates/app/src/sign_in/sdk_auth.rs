//! The JSON that `az ad sp create-for-rbac` prints, with `--sdk-auth` (`--json-auth`) or without.

use latchkey_identity::ApplicationCredential;
use latchkey_types::{Cloud, Secret};
use serde_json::{Map, Value};
use url::Url;
use zeroize::Zeroize;

use super::application::Application;
use crate::{AppError, Reason, SdkAuthProblem};

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
    pub(crate) fn read(text: &Secret) -> Result<Self, AppError> {
        // EXPOSE: the text is parsed here and goes nowhere.
        let text = text.expose().trim_start_matches('\u{feff}').trim();
        if text.len() > LONGEST {
            return Err(wrong(SdkAuthProblem::TooLong).into());
        }
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let mut fields: Map<String, Value> = serde_json::from_str(text).map_err(|error| {
            wrong(SdkAuthProblem::NotJson { line: number(error.line()), column: number(error.column()) })
        })?;
        let field = |names: &[&str]| {
            let is_named = |name: &String| names.iter().any(|known| name.eq_ignore_ascii_case(known));
            let value = fields.iter().find(|(name, _)| is_named(name)).and_then(|(_, value)| value.as_str());
            value.map(str::trim).filter(|value| !value.is_empty())
        };
        let needed = |names: &[&str]| {
            let missing = || wrong(SdkAuthProblem::Incomplete { name: names[0].to_owned() });
            field(names).map(str::to_owned).ok_or_else(missing)
        };
        if field(&["clientSecret", "password"]).is_none() && field(&["clientCertificate"]).is_some() {
            return Err(wrong(SdkAuthProblem::NamesCertificate).into());
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
    pub(crate) fn application(self, cloud: &Cloud) -> Result<Application, AppError> {
        if let Some(other) = self.resource_manager.filter(|url| url.origin() != cloud.arm.origin()) {
            let host: String = other.host_str().unwrap_or_default().chars().take(100).collect();
            return Err(wrong(SdkAuthProblem::OtherCloud { host }).into());
        }
        Ok(Application {
            tenant: Some(self.tenant),
            client_id: Some(self.client_id),
            credential: ApplicationCredential::Secret(self.secret),
        })
    }
}

fn wrong(problem: SdkAuthProblem) -> Reason {
    Reason::SdkAuth { problem }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> Result<Application, Reason> {
        let read = SdkAuth::read(&Secret::new(value.to_string()));
        let read = read.and_then(|file| file.application(&Cloud::public()));
        read.map_err(|error| match error {
            AppError::Condition(reason) => reason,
            other => panic!("{other:?}"),
        })
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
        let check = |value: Value, expected: Reason| assert_eq!(read(&value).err(), Some(expected));
        let no_secret = || wrong(SdkAuthProblem::Incomplete { name: "clientSecret".to_owned() });
        check(json!([]), wrong(SdkAuthProblem::NotJson { line: 1, column: 0 }));
        check(json!({ "clientId": "c", "tenantId": "t" }), no_secret());
        check(json!({ "clientId": "c", "clientSecret": 5, "tenantId": "t" }), no_secret());
        check(
            json!({ "clientId": "c", "clientCertificate": "/x.pem", "tenantId": "t" }),
            wrong(SdkAuthProblem::NamesCertificate),
        );
        let china = json!({
            "clientId": "c", "clientSecret": "s", "tenantId": "t",
            "resourceManagerEndpointUrl": "https://management.chinacloudapi.cn",
        });
        check(china, wrong(SdkAuthProblem::OtherCloud { host: "management.chinacloudapi.cn".to_owned() }));
    }
}

//! The identity that Azure gave this machine. Each kind of host has its own endpoint on the machine; which one
//! it is shows in the environment.
//!
//! <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>

mod arc;
mod host;

use std::time::Duration;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use latchkey_http::{Request, Response};
use latchkey_types::{Audience, Cloud, Secret};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    AccessToken, Account, AccountKey, AccountKind, HostKind, IdentitySelection, ManagedIdentity,
    ManagedIdentityError, MissingPart, Ports, SignInError, SignInStep, SignedIn,
    renewal_credential::RenewalCredential, token::bind_token, token_hints::TokenHints,
};
use host::Host;

/// How long an endpoint on this machine may take to show that it is there.
const PROBE_PATIENCE: Duration = Duration::from_secs(1);

/// Between tries while the instance metadata service is updated: exponential, and 70 seconds in all, as the page asks.
const UPDATE_WAITS_SECONDS: [u64; 7] = [1, 2, 4, 8, 16, 32, 7];

/// What a sign-in by managed identity asks for.
#[derive(Debug, Clone)]
pub struct ManagedIdentityRequest {
    /// Which cloud.
    pub cloud: Cloud,
    /// Which identity.
    pub selection: IdentitySelection,
}

/// A token as the endpoints answer it.
#[derive(Debug)]
pub(crate) struct IdentityToken {
    pub(crate) value: Secret,
    pub(crate) expires_at: Timestamp,
    client_id: Option<String>,
}

/// Which endpoint this machine has, by its environment, or by asking the address that every VM has.
///
/// # Errors
/// [`ManagedIdentityError::NoEndpoint`] after a second at most.
pub async fn detect_managed_identity(ports: &Ports, cloud: &Cloud) -> Result<HostKind, ManagedIdentityError> {
    let host = Host::of_environment(&*ports.machine, cloud)?;
    if host.kind != HostKind::VirtualMachine {
        return Ok(host.kind);
    }
    // Without its header the endpoint refuses at once, which shows that it is there.
    let asked = ports.host_http.send(Request::get(host.endpoint).once());
    tokio::select! {
        answer = asked => match answer {
            Ok(answer) if refusal(&answer) != ManagedIdentityError::NoEndpoint => Ok(HostKind::VirtualMachine),
            _ => Err(ManagedIdentityError::NoEndpoint),
        },
        () = ports.clock.sleep(PROBE_PATIENCE) => Err(ManagedIdentityError::NoEndpoint),
    }
}

/// Signs in as an identity of this machine.
pub(super) async fn sign_in(
    ports: &Ports,
    request: ManagedIdentityRequest,
    on_step: &(dyn Fn(SignInStep) + Send + Sync),
) -> Result<SignedIn, SignInError> {
    on_step(SignInStep::Discovering);
    let host = detect_managed_identity(ports, &request.cloud).await?;
    let identity = ManagedIdentity { host, selection: request.selection };
    on_step(SignInStep::Exchanging);
    let asked_at = ports.clock.now();
    let token = request_token(ports, &request.cloud, &identity, Audience::Arm).await?;
    let hints = TokenHints::read(&token.value);
    let client_id = token.client_id.or(hints.client_id).unwrap_or_default();
    let account = Account {
        key: AccountKey {
            cloud_id: request.cloud.id.clone(),
            tenant_id: hints.tenant_id.unwrap_or_default(),
            subject: format!("managed-identity:{:?}:{:?}", identity.host, identity.selection),
            client_id: client_id.clone(),
        },
        kind: AccountKind::ManagedIdentity,
        object_id: hints.object_id,
        display_name: client_id.clone(),
        user_name: client_id,
        machine: Some(identity.clone()),
    };
    Ok(SignedIn {
        account,
        access_token: AccessToken::until(
            bind_token(&request.cloud, Audience::Arm, token.value),
            asked_at,
            token.expires_at,
        ),
        renewal_credential: RenewalCredential::ManagedIdentity(identity),
    })
}

/// A token of one of this machine's identities.
pub(crate) async fn request_token(
    ports: &Ports,
    cloud: &Cloud,
    identity: &ManagedIdentity,
    audience: Audience,
) -> Result<IdentityToken, ManagedIdentityError> {
    let host = Host::of_environment(&*ports.machine, cloud)?;
    if host.kind != identity.host {
        return Err(ManagedIdentityError::NoEndpoint);
    }
    let request = host.request(cloud.resource_of(audience), &identity.selection)?;
    let send = async |request: Request| {
        ports.host_http.send(request).await.map_err(|_| ManagedIdentityError::Unreachable)
    };
    let mut response = send(request.clone()).await?;
    // Of a virtual machine these mean that the service is being updated, and nothing else.
    let mut waits = UPDATE_WAITS_SECONDS.into_iter().map(Duration::from_secs);
    while host.kind == HostKind::VirtualMachine
        && matches!(response.status().as_u16(), 404 | 410)
        && let Some(wait) = waits.next()
    {
        ports.clock.sleep(wait).await;
        response = send(request.clone()).await?;
    }
    if host.kind == HostKind::Arc && response.status().as_u16() == 401 {
        let key = arc::read_key(&response, &ports.machine.arc_token_folder()).await?;
        response = send(arc::with_key(request, &key)).await?;
    }
    read(&response)
}

#[derive(Deserialize)]
struct Answer {
    access_token: Secret,
    #[serde(default)]
    expires_on: Value,
    #[serde(default)]
    client_id: Value,
}

fn read(response: &Response) -> Result<IdentityToken, ManagedIdentityError> {
    if !response.is_success() {
        return Err(refusal(response));
    }
    let answer: Answer = response.json().map_err(|_| ManagedIdentityError::Unreadable(MissingPart::Token))?;
    answer.into_token().map_err(ManagedIdentityError::Unreadable)
}

impl Answer {
    /// Takes the token over, or says what is wrong with it.
    fn into_token(self) -> Result<IdentityToken, MissingPart> {
        if self.access_token.is_empty() {
            return Err(MissingPart::Token);
        }
        let expires_at = moment(&self.expires_on).ok_or(MissingPart::Expiry)?;
        let client_id = self.client_id.as_str().filter(|id| !id.is_empty()).map(str::to_owned);
        Ok(IdentityToken { value: self.access_token, expires_at, client_id })
    }
}

fn refusal(response: &Response) -> ManagedIdentityError {
    let body: Value = response.json().unwrap_or_default();
    let text = |name: &str| body[name].as_str().filter(|text| !text.is_empty());
    let message = text("error_description").or_else(|| text("message")).or_else(|| text("error"));
    let message: String =
        message.unwrap_or_default().chars().filter(|next| !next.is_control()).take(300).collect();
    let status = response.status().as_u16();
    let lower = message.to_ascii_lowercase();
    if lower.contains("identity not found")
        || (lower.starts_with("no ") && lower.contains("managed identity"))
    {
        ManagedIdentityError::NoSuchIdentity
    } else if status == 403 && lower.contains("unreachable") {
        // Docker Desktop answers so for an address that nobody has.
        ManagedIdentityError::NoEndpoint
    } else {
        ManagedIdentityError::Refused { status, message }
    }
}

/// Seconds since 1970 as a number or a text, or a date as the older endpoints of App Service write it:
/// `06/20/2019 02:57:58 +00:00`, `1/16/2020 5:24:12 AM +00:00`.
fn moment(value: &Value) -> Option<Timestamp> {
    let text = match value {
        Value::Number(number) => return Timestamp::from_second(number.as_i64()?).ok(),
        Value::String(text) => text.trim(),
        _ => return None,
    };
    if let Ok(seconds) = text.parse() {
        return Timestamp::from_second(seconds).ok();
    }
    let local = text.strip_suffix("+00:00")?.trim_end();
    let formats = ["%m/%d/%Y %H:%M:%S", "%m/%d/%Y %I:%M:%S %p"];
    let local = formats.iter().find_map(|format| DateTime::strptime(format, local).ok())?;
    local.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_spelling_of_the_end_is_read() {
        let check = |value: Value, expected: Option<i64>| {
            assert_eq!(moment(&value).map(Timestamp::as_second), expected, "{value}");
        };
        check(json!(1_795_248_341), Some(1_795_248_341));
        check(json!("1795248341"), Some(1_795_248_341));
        check(json!("06/20/2019 02:57:58 +00:00"), Some(1_560_999_478));
        check(json!("1/16/2020 5:24:12 AM +00:00"), Some(1_579_152_252));
        check(json!("1/16/2020 5:24:12 PM +00:00"), Some(1_579_195_452));
        check(json!("tomorrow"), None);
        check(json!(null), None);
        check(json!(9e300), None);
    }
}

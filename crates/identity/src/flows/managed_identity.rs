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
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    AccessToken, Account, AccountKey, AccountKind, Ports, SignInError, SignInStep, SignedIn, means::Means,
    token::bound, token_hints::TokenHints,
};
use host::Host;
pub use host::HostKind;

/// How long an endpoint on this machine may take to show that it is there.
const PROBE_PATIENCE: Duration = Duration::from_secs(1);

/// Between tries while the instance metadata service is updated: exponential, and 70 seconds in all, as the page asks.
const UPDATE_WAITS_SECONDS: [u64; 7] = [1, 2, 4, 8, 16, 32, 7];

/// Which identity. Nothing here is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ManagedIdentity {
    /// The kind of host it was found on.
    pub host: HostKind,
    /// Which of the host's identities.
    pub selection: IdentitySelection,
}

/// Which of a host's identities.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum IdentitySelection {
    /// The one that lives and dies with the host.
    #[default]
    SystemAssigned,
    /// A user-assigned one, by its client id.
    ClientId(String),
    /// A user-assigned one, by the object id of its principal.
    ObjectId(String),
    /// A user-assigned one, by its resource id in Azure.
    ResourceId(String),
}

/// Why there is no token of a managed identity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManagedIdentityError {
    /// Nothing on this machine hands out tokens.
    #[error("this machine has no managed identity endpoint")]
    NoEndpoint,
    /// The environment names an address that cannot be one.
    #[error("{0} is not the address of an endpoint on this machine")]
    BadAddress(&'static str),
    /// A host whose endpoint Latchkey does not speak to.
    #[error("the managed identity of {0} is not supported")]
    Unsupported(&'static str),
    /// The endpoint knows no such identity.
    #[error("this machine has no such identity")]
    NoSuchIdentity,
    /// This kind of host cannot select an identity in this way.
    #[error("{0} takes a user-assigned identity by its client id only")]
    Selection(&'static str),
    /// The endpoint refused.
    #[error("the managed identity endpoint refused ({status}): {message}")]
    Refused {
        /// The answer's status.
        status: u16,
        /// The endpoint's own words, shortened.
        message: String,
    },
    /// It answered something else than a token.
    #[error("the managed identity endpoint's answer is not understood: {0}")]
    Unreadable(&'static str),
    /// Arc's agent did not prove that it shares this machine.
    #[error("Azure Arc's proof is not believed: {0}")]
    ArcProof(&'static str),
    /// No answer came.
    #[error("the managed identity endpoint cannot be reached")]
    Unreachable,
}

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
    let user_name = match &identity.selection {
        IdentitySelection::SystemAssigned => format!("{} (system-assigned)", host.words()),
        IdentitySelection::ClientId(id)
        | IdentitySelection::ObjectId(id)
        | IdentitySelection::ResourceId(id) => {
            let name = id.rsplit('/').next().unwrap_or(id);
            format!("{} ({name})", host.words())
        }
    };
    let account = Account {
        key: AccountKey {
            cloud_id: request.cloud.id.clone(),
            tenant_id: hints.tenant_id.unwrap_or_default(),
            subject: format!("managed-identity:{:?}:{:?}", identity.host, identity.selection),
            client_id,
        },
        kind: AccountKind::ManagedIdentity,
        object_id: hints.object_id,
        display_name: user_name.clone(),
        user_name,
    };
    Ok(SignedIn {
        account,
        access_token: AccessToken::until(
            bound(&request.cloud, Audience::Arm, token.value),
            asked_at,
            token.expires_at,
        ),
        means: Means::ManagedIdentity(identity),
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
    let answer: Answer =
        response.json().map_err(|_| ManagedIdentityError::Unreadable("there is no token in it"))?;
    answer.into_token().map_err(ManagedIdentityError::Unreadable)
}

impl Answer {
    /// Takes the token over, or says what is wrong with it.
    fn into_token(self) -> Result<IdentityToken, &'static str> {
        if self.access_token.is_empty() {
            return Err("its token is empty");
        }
        let expires_at = moment(&self.expires_on).ok_or("it does not say when the token ends")?;
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

//! Sign-in with a code that the person types on a page, in any browser on any machine (RFC 8628).
//!
//! Whoever knows the code can have it approved by somebody else, so the words around it matter: the screen
//! says never to approve a code that one did not ask for (RFC 8628 §5.4).

mod device_page;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use latchkey_types::Audience;

use self::device_page::is_device_page;
use super::{check_clock, identify};
use crate::{
    AccessToken, DiscoveryError, Endpoint, EntraError, Ports, SignInError, SignInRequest, SignInStep,
    SignedIn,
    dialect::Dialect,
    discovery::discover,
    renewal_credential::RenewalCredential,
    token::bind_token,
    token_endpoint::{DeviceAuthorization, EndpointError, Tokens, poll_device_code, request_device_code},
};

/// RFC 8628 §3.5: by so much the interval grows when the service asks to slow down.
const SLOWER_BY: Duration = Duration::from_secs(5);
/// The longest time between two questions while the service cannot be reached.
const LONGEST_INTERVAL: Duration = Duration::from_mins(1);

/// Signs a person in with a code. The browser of the ports is not used: the person opens the page. Dropping the
/// future ends the polling; the code itself can be approved until it ends, and then leads nowhere.
pub(super) async fn sign_in(
    ports: &Ports,
    request: &SignInRequest,
    on_step: &(dyn Fn(SignInStep) + Send + Sync),
) -> Result<SignedIn, SignInError> {
    on_step(SignInStep::Discovering);
    let authority = discover(&ports.http, &request.cloud, &request.tenant).await?;
    check_clock(ports.clock.now(), authority.date)?;
    let endpoint =
        authority.device_authorization_endpoint.clone().ok_or(SignInError::NoDeviceAuthorization)?;
    let dialect = Dialect::of(&request.cloud, &authority);
    let scopes = dialect.sign_in_scopes();
    let code = request_device_code(&ports.http, endpoint, &request.client_id, &scopes).await?;
    if !is_device_page(&request.cloud.authority, &code.verification_uri) {
        return Err(DiscoveryError::Endpoint(Endpoint::VerificationPage).into());
    }
    let until = ports.clock.now().checked_add(code.life).unwrap_or(Timestamp::MAX);
    on_step(SignInStep::ShowingCode {
        user_code: code.user_code.clone(),
        page: code.verification_uri.clone(),
        until,
    });
    let claims = dialect.claims(request.claims.as_deref());
    let (tokens, asked_at) =
        poll(ports, &authority.token_endpoint, &request.client_id, claims.as_deref(), &code, until).await?;
    on_step(SignInStep::Exchanging);
    let account = identify(ports, &request.cloud, &request.client_id, &authority, &tokens, None).await?;
    Ok(SignedIn {
        account,
        access_token: AccessToken::lasting(
            bind_token(&request.cloud, Audience::Arm, tokens.access_token),
            asked_at,
            tokens.life,
            tokens.refresh_in,
        ),
        renewal_credential: RenewalCredential::RefreshToken(tokens.refresh_token),
    })
}

/// Asks until the person is done; the tokens, and when they were asked for.
async fn poll(
    ports: &Ports,
    token_endpoint: &url::Url,
    client_id: &str,
    claims: Option<&str>,
    code: &DeviceAuthorization,
    until: Timestamp,
) -> Result<(Tokens, Timestamp), SignInError> {
    let mut interval = code.interval;
    loop {
        let left = until.duration_since(ports.clock.now());
        if left <= SignedDuration::ZERO {
            return Err(SignInError::CodeExpired);
        }
        ports.clock.sleep(interval.min(left.unsigned_abs())).await;
        let asked_at = ports.clock.now();
        let endpoint = token_endpoint.clone();
        let polled = poll_device_code(&ports.http, endpoint, client_id, &code.secret, claims).await;
        let error = match polled {
            Ok(tokens) => return Ok((tokens, asked_at)),
            Err(error) => error,
        };
        interval = match error {
            EndpointError::Refused(error) => after_refusal(error, interval)?,
            // RFC 8628 §3.5: a lost connection is waited out, ever longer.
            EndpointError::Http(error) if error.is_passing() => (interval * 2).min(LONGEST_INTERVAL),
            error => return Err(error.into()),
        };
    }
}

/// How long to wait before the next question, if there is to be one.
fn after_refusal(error: Box<EntraError>, interval: Duration) -> Result<Duration, SignInError> {
    match error.error.as_str() {
        "authorization_pending" => Ok(interval),
        "slow_down" => Ok(interval + SLOWER_BY),
        "authorization_declined" | "access_denied" => Err(SignInError::Denied(error)),
        "expired_token" | "code_expired" => Err(SignInError::CodeExpired),
        _ if error.has_code(&[70019, 70020]) => Err(SignInError::CodeExpired),
        _ => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_its_consequence() {
        let check = |error: &str, code: u32, expected: &str| {
            let error = EntraError::from_callback(error, Some(&format!("AADSTS{code}: x")), None);
            let outcome = after_refusal(Box::new(error), Duration::from_secs(5));
            assert!(format!("{outcome:?}").starts_with(expected), "{code}: {outcome:?}");
        };
        check("authorization_pending", 70016, "Ok(5s)");
        check("slow_down", 0, "Ok(10s)");
        check("authorization_declined", 70017, "Err(Denied");
        check("access_denied", 0, "Err(Denied");
        check("expired_token", 70020, "Err(CodeExpired");
        check("invalid_grant", 70019, "Err(CodeExpired");
        check("bad_verification_code", 70018, "Err(Entra");
        check("invalid_grant", 65001, "Err(ConsentRequired");
    }
}

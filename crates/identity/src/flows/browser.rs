//! Sign-in with the system's browser: the authorization code flow with PKCE (RFC 8252, RFC 7636).

use std::{sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use latchkey_http::Url;
use latchkey_types::{Audience, Entropy, Secret};
use oauth2::{
    AuthUrl, ClientId, CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope, basic::BasicClient,
};
use zeroize::{Zeroize, Zeroizing};

use super::{check_clock, identify};
use crate::{
    AccessToken, Ports, SignInError, SignInRequest, SignInStep, SignedIn,
    dialect::Dialect,
    discovery::discover,
    loopback::{CallbackServer, SignInLink, callback},
    renewal_credential::RenewalCredential,
    token::bind_token,
    token_endpoint::exchange_code,
};

/// How long the person has on the sign-in page.
const PATIENCE: Duration = Duration::from_mins(5);

/// Signs a person in with the system's browser. Dropping the future closes the listener.
pub(super) async fn sign_in(
    ports: &Ports,
    request: &SignInRequest,
    on_step: &(dyn Fn(SignInStep) + Send + Sync),
) -> Result<SignedIn, SignInError> {
    on_step(SignInStep::Discovering);
    let authority = discover(&ports.http, &request.cloud, &request.tenant).await?;
    check_clock(ports.clock.now(), authority.date)?;

    let sign_in_page = authority.authorization_endpoint()?.clone();
    let dialect = Dialect::of(&request.cloud, &authority);

    let listener = CallbackServer::open().await.map_err(SignInError::Listener)?;
    let redirect_uri = dialect.redirect_uri(listener.port());
    let attempt = Attempt::new(sign_in_page, dialect, request, redirect_uri, &*ports.entropy);
    let until = ports.clock.now().checked_add(PATIENCE).unwrap_or(Timestamp::MAX);
    let link = SignInLink { word: random_word(&*ports.entropy), page: attempt.page };
    let link_url = link.url(listener.port());
    let mut page = link.page.clone();
    page.set_query(None);
    let waiting = |has_refused_peer| {
        let (link, page) = (link_url.clone(), page.clone());
        on_step(SignInStep::Waiting { link, page, until, has_refused_peer });
    };
    waiting(false);
    open_browser(ports, link_url.clone()).await?;
    let host = attempt.redirect_uri.url().host_str().expect("a loopback address has a host").to_owned();
    let expected = callback::Expected {
        host,
        state: attempt.state,
        issuer: authority.issuer.clone(),
        names_issuer: authority.names_issuer,
    };
    let on_refused_peer = || waiting(true);
    let answer = listener.answer(link, expected, &ports.clock, &*ports.peers, &ports.pages, &on_refused_peer);
    let code = tokio::select! {
        answer = answer => answer?,
        () = ports.clock.sleep(PATIENCE) => return Err(SignInError::TimedOut(PATIENCE)),
    };

    on_step(SignInStep::Exchanging);
    let asked_at = ports.clock.now();
    let tokens = exchange_code(
        &ports.http,
        authority.token_endpoint.clone(),
        &request.client_id,
        &code,
        &attempt.verifier,
        &attempt.redirect_uri,
        &dialect.exchange_extras(&attempt.scopes, attempt.claims.as_ref()),
    )
    .await?;
    let account =
        identify(ports, &request.cloud, &request.client_id, &authority, &tokens, Some(&attempt.nonce))
            .await?;
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

/// One attempt: everything in it is random, and good for this attempt only.
struct Attempt {
    page: Url,
    redirect_uri: RedirectUrl,
    scopes: Vec<String>,
    claims: Option<String>,
    state: Secret,
    nonce: Secret,
    verifier: Secret,
}

impl Attempt {
    fn new(
        sign_in_page: Url,
        dialect: Dialect<'_>,
        request: &SignInRequest,
        redirect_uri: String,
        entropy: &dyn Entropy,
    ) -> Self {
        let (state, nonce) = (random_word(entropy), random_word(entropy));
        // 32 bytes make 43 characters, the least that RFC 7636 §4.1 allows and as much as SHA-256 can hold.
        let verifier = random_word(entropy);
        // EXPOSE: the library makes the challenge of a copy, which is wiped.
        let copy = PkceCodeVerifier::new(verifier.expose().to_owned());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&copy);
        copy.into_secret().zeroize();
        let redirect_uri = RedirectUrl::new(redirect_uri).expect("the listener's address is a URL");
        let claims = dialect.claims(request.claims.as_deref());
        let scopes = dialect.sign_in_scopes();

        // EXPOSE: state and nonce go into the address of the sign-in page, which is what they are for.
        let (state_text, nonce_text) = (state.expose().to_owned(), nonce.expose().to_owned());
        let client = BasicClient::new(ClientId::new(request.client_id.clone()))
            .set_auth_uri(AuthUrl::from_url(sign_in_page));
        let mut authorization = client
            .authorize_url(|| CsrfToken::new(state_text))
            .add_scopes(scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge)
            .set_redirect_uri(std::borrow::Cow::Borrowed(&redirect_uri))
            .add_extra_param("nonce", nonce_text);
        if let Some(mode) = dialect.response_mode() {
            authorization = authorization.add_extra_param("response_mode", mode);
        }
        if let Some(claims) = &claims {
            authorization = authorization.add_extra_param("claims", claims.clone());
        }
        if let Some(hint) = &request.login_hint {
            authorization = authorization.add_extra_param("login_hint", hint);
        }
        let prompt = dialect.prompt(request.prompt, request.login_hint.as_deref());
        if let Some(prompt) = prompt {
            authorization = authorization.add_extra_param("prompt", prompt);
        }
        let (page, _state) = authorization.url();
        Self { page, redirect_uri, scopes, claims, state, nonce, verifier }
    }
}

/// 256 random bits as 43 characters that need no escaping.
fn random_word(entropy: &dyn Entropy) -> Secret {
    let mut bytes = Zeroizing::new([0; 32]);
    entropy.fill(&mut *bytes);
    Secret::new(URL_SAFE_NO_PAD.encode(*bytes))
}

async fn open_browser(ports: &Ports, page: Url) -> Result<(), SignInError> {
    let browser = Arc::clone(&ports.browser);
    // Starting a program can block.
    let opened = tokio::task::spawn_blocking(move || browser.open(&page)).await;
    opened.unwrap_or_else(|ended| Err(std::io::Error::other(ended).into())).map_err(SignInError::from)
}

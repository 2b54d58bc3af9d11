//! Sessions that are kept: renewed once for everybody, ended once, and gone after signing out.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use latchkey_identity::{
    AccessToken, Account, AccountKey, Accounts, Ports, RenewalCredential, SignedIn, TokenError,
};
use latchkey_testing::until;
use latchkey_types::{Audience, Cloud, ManualClock, OsEntropy, Secret};
use latchkey_vault::{MemoryKeychain, Vault, VaultError};
use serde_json::json;
use tempfile::TempDir;
use wiremock::ResponseTemplate;

use crate::{
    authority::refusal,
    stage::{Stage, come_back},
};

/// Accounts over a folder and a keychain.
pub(crate) struct Program {
    pub(crate) accounts: Arc<Accounts>,
    pub(crate) vault: Arc<Vault>,
    pub(crate) cloud: Cloud,
    pub(crate) clock: Arc<ManualClock>,
    folder: Arc<TempDir>,
    keychain: Arc<MemoryKeychain>,
    ports: Ports,
}

impl Program {
    pub(crate) fn new(stage: &Stage) -> Self {
        Self::of(stage, stage.authority.cloud())
    }

    pub(crate) fn of(stage: &Stage, cloud: Cloud) -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        Self::over(cloud, &stage.clock, stage.browserless_ports(), folder, Arc::default())
    }

    fn over(
        cloud: Cloud,
        clock: &Arc<ManualClock>,
        ports: Ports,
        folder: Arc<TempDir>,
        keychain: Arc<MemoryKeychain>,
    ) -> Self {
        let vault = Vault::new(folder.path().join("vault"), Arc::clone(&keychain) as _, Arc::new(OsEntropy));
        let (vault, clock) = (Arc::new(vault), Arc::clone(clock));
        let accounts = Accounts::new(Arc::clone(&vault), ports.clone());
        Self { accounts: Arc::new(accounts), vault, cloud, clock, folder, keychain, ports }
    }

    /// The same profile after the program was started again.
    pub(crate) fn restarted(&self) -> Self {
        Self::over(
            self.cloud.clone(),
            &self.clock,
            self.ports.clone(),
            Arc::clone(&self.folder),
            Arc::clone(&self.keychain),
        )
    }

    pub(crate) async fn token(
        &self,
        key: &AccountKey,
        audience: Audience,
        min_minutes: u64,
    ) -> Result<AccessToken, TokenError> {
        self.accounts.token(&self.cloud, key, audience, Duration::from_mins(min_minutes)).await
    }

    /// Keeps a session, bound to the cloud as it is.
    pub(crate) async fn keep(&self, signed_in: SignedIn) -> Result<Account, VaultError> {
        self.accounts.keep(&self.cloud, signed_in).await
    }

    async fn restore(&self, cloud: &Cloud) -> Vec<Account> {
        let kept = self.accounts.restore(cloud).await.unwrap();
        kept.into_iter().map(|kept| kept.account).collect()
    }

    /// The sealed access tokens that are kept for other programs.
    pub(crate) fn cached(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.folder.path().join("vault")) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        paths.filter(|path| path.to_string_lossy().contains("-token.")).collect()
    }

    fn files(&self) -> Vec<Vec<u8>> {
        let Ok(entries) = fs::read_dir(self.folder.path().join("vault")) else { return Vec::new() };
        let paths = entries.map(|entry| entry.unwrap().path());
        let sealed = paths.filter(|path| path.extension().is_some_and(|extension| extension == "sealed"));
        sealed.map(|path| fs::read(path).unwrap()).collect()
    }
}

/// A person who is signed in, and an authority that answers renewals as told, numbering its tokens.
pub(crate) async fn signed_in(
    renewal: impl Fn(usize) -> ResponseTemplate + Send + Sync + 'static,
) -> (Stage, Program, Account) {
    let stage = Stage::unprepared().await;
    stage.authority.describe(stage.authority.metadata()).await;
    let renewals = AtomicUsize::new(0);
    let answer = move |authority: &crate::authority::Authority,
                       form: &std::collections::HashMap<String, String>| {
        if form["grant_type"] == "authorization_code" {
            return crate::authority::tokens(&authority.sign(&authority.claims()));
        }
        renewal(renewals.fetch_add(1, Ordering::SeqCst) + 2)
    };
    stage.authority.issue(answer).await;
    let program = Program::new(&stage);
    let account = program.keep(stage.sign_in(come_back).await.unwrap()).await.unwrap();
    (stage, program, account)
}

pub(crate) fn renewed(number: usize) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "token_type": "Bearer", "expires_in": "3600",
        "access_token": format!("needle-access-{number}"), "refresh_token": format!("needle-refresh-{number}"),
    }))
}

pub(crate) fn text(token: &AccessToken) -> &str {
    // EXPOSE: a test compares tokens that it made up.
    token.value.expose()
}

/// How many renewals there were, and which refresh tokens they showed.
pub(crate) async fn renewals(stage: &Stage) -> Vec<String> {
    let forms = stage.authority.token_requests().await;
    forms.iter().filter_map(|form| form.get("refresh_token").cloned()).collect()
}

#[tokio::test]
async fn a_token_at_hand_needs_no_request() {
    let (stage, program, account) = signed_in(renewed).await;
    assert_eq!(text(&program.token(&account.key, Audience::Arm, 5).await.unwrap()), "needle-access-1");
    assert_eq!(renewals(&stage).await.len(), 0);
}

#[tokio::test]
async fn refresh_is_shared_by_concurrent_callers() {
    let (stage, program, account) = signed_in(|n| renewed(n).set_delay(Duration::from_millis(50))).await;
    let calls = (0..50).map(|_| program.token(&account.key, Audience::MachineLearning, 5));
    for result in futures::future::join_all(calls).await {
        assert_eq!(text(&result.unwrap()), "needle-access-2");
    }
    assert_eq!(renewals(&stage).await, ["needle-refresh-1"]);
}

#[tokio::test]
async fn failure_is_shared_by_concurrent_callers() {
    let (stage, program, account) =
        signed_in(|_| refusal("invalid_resource", 500_011).set_delay(Duration::from_millis(50))).await;
    let calls = (0..50).map(|_| program.token(&account.key, Audience::MachineLearning, 5));
    for result in futures::future::join_all(calls).await {
        assert!(matches!(result, Err(TokenError::Entra(error)) if error.codes == [500_011]));
    }
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn audiences_take_turns_with_a_rotating_refresh_token() {
    let (stage, program, account) = signed_in(renewed).await;
    let (one, other) = tokio::join!(
        program.token(&account.key, Audience::MachineLearning, 5),
        program.token(&account.key, Audience::Graph, 5)
    );
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(renewals(&stage).await, ["needle-refresh-1", "needle-refresh-2"]);
    let scopes: Vec<_> =
        stage.authority.token_requests().await.iter().map(|form| form["scope"].clone()).collect();
    let rest = "openid profile offline_access";
    assert_eq!(
        scopes[1..].iter().filter(|scope| **scope == format!("https://ml.azure.com/.default {rest}")).count(),
        1
    );
    assert_eq!(
        scopes[1..]
            .iter()
            .filter(|scope| **scope == format!("https://graph.microsoft.com/.default {rest}"))
            .count(),
        1
    );
}

#[tokio::test]
async fn a_token_is_replaced_in_time() {
    let (stage, program, account) = signed_in(renewed).await;
    program.clock.advance(Duration::from_mins(50));
    assert_eq!(text(&program.token(&account.key, Audience::Arm, 5).await.unwrap()), "needle-access-1");
    assert_eq!(text(&program.token(&account.key, Audience::Arm, 15).await.unwrap()), "needle-access-2");
    program.clock.advance(Duration::from_mins(56));
    assert_eq!(text(&program.token(&account.key, Audience::Arm, 0).await.unwrap()), "needle-access-3");
    assert_eq!(renewals(&stage).await, ["needle-refresh-1", "needle-refresh-2"]);
}

#[tokio::test]
async fn a_token_that_still_lives_does_while_the_service_is_down() {
    let (_stage, program, account) = signed_in(|_| ResponseTemplate::new(500)).await;
    program.clock.advance(Duration::from_mins(56));
    assert_eq!(text(&program.token(&account.key, Audience::Arm, 2).await.unwrap()), "needle-access-1");
    assert!(matches!(program.token(&account.key, Audience::Arm, 5).await, Err(TokenError::Answer(_))));
}

#[tokio::test]
async fn a_session_survives_a_restart_with_its_rotated_token() {
    let (stage, program, account) = signed_in(renewed).await;
    program.token(&account.key, Audience::Graph, 5).await.unwrap();
    let restarted = program.restarted();
    assert_eq!(restarted.restore(&restarted.cloud).await, std::slice::from_ref(&account));
    assert_eq!(restarted.restore(&Cloud::public()).await, []);
    assert_eq!(renewals(&stage).await.len(), 1, "restoring makes no request");
    restarted.token(&account.key, Audience::MachineLearning, 5).await.unwrap();
    assert_eq!(renewals(&stage).await, ["needle-refresh-1", "needle-refresh-2"]);
}

#[tokio::test]
async fn a_session_that_ended_is_not_asked_about_again() {
    let (stage, program, account) = signed_in(|_| refusal("invalid_grant", 700_082)).await;
    for audience in [Audience::Graph, Audience::Graph, Audience::MachineLearning, Audience::Arm] {
        let result = program.token(&account.key, audience, 5).await;
        assert!(matches!(result, Err(TokenError::SignInAgain(error)) if error.codes == [700_082]));
    }
    assert_eq!(renewals(&stage).await.len(), 1);

    let again = stage.sign_in(come_back).await.unwrap();
    program.keep(again).await.unwrap();
    assert!(program.token(&account.key, Audience::Arm, 5).await.is_ok());
}

#[tokio::test]
async fn a_missing_factor_does_not_end_the_session() {
    let (stage, program, account) =
        signed_in(|n| if n == 2 { refusal("invalid_grant", 50076) } else { renewed(n) }).await;
    assert!(matches!(
        program.token(&account.key, Audience::Graph, 5).await,
        Err(TokenError::InteractionRequired(_))
    ));
    assert!(program.token(&account.key, Audience::MachineLearning, 5).await.is_ok());
    assert_eq!(renewals(&stage).await.len(), 2);
}

#[tokio::test]
async fn signing_out_leaves_nothing() {
    let (stage, program, account) = signed_in(renewed).await;
    program.token(&account.key, Audience::Graph, 5).await.unwrap();
    assert!(!program.files().is_empty());
    for bytes in program.files() {
        let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        assert!(!has(b"needle") && !has(b"ada@") && !has(b"test"));
    }
    program.accounts.sign_out(&account.key).await.unwrap();
    assert_eq!((program.files().len(), program.keychain.entries().len()), (0, 0));
    assert!(matches!(program.token(&account.key, Audience::Arm, 0).await, Err(TokenError::NotSignedIn)));
    assert_eq!(program.restarted().restore(&program.cloud).await, []);
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn signing_out_ends_a_renewal_under_way() {
    let (stage, program, account) = signed_in(|n| renewed(n).set_delay(Duration::from_mins(10))).await;
    let (token, signed_out) = tokio::join!(program.token(&account.key, Audience::Graph, 5), async {
        until("a renewal", async || !renewals(&stage).await.is_empty()).await;
        program.accounts.sign_out(&account.key).await
    });
    assert!(matches!(token, Err(TokenError::NotSignedIn)), "{token:?}");
    signed_out.unwrap();
    assert_eq!((program.files().len(), program.keychain.entries().len()), (0, 0));
}

#[tokio::test]
async fn a_renewal_ends_well_though_its_caller_gave_up() {
    let (stage, program, account) = signed_in(|n| renewed(n).set_delay(Duration::from_millis(30))).await;
    {
        let call = std::pin::pin!(program.token(&account.key, Audience::Graph, 5));
        assert!(futures::poll!(call).is_pending());
    }
    // The next caller finds the renewal of the first under way, or its token.
    assert_eq!(text(&program.token(&account.key, Audience::Graph, 5).await.unwrap()), "needle-access-2");
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_new_session_is_not_overwritten_by_the_one_that_it_replaces() {
    let (stage, program, account) = signed_in(|n| renewed(n).set_delay(Duration::from_millis(100))).await;
    let mut anew = stage.sign_in(come_back).await.unwrap();
    anew.renewal_credential = RenewalCredential::RefreshToken(Some(Secret::new("needle-refresh-anew")));
    // The earlier session is in the vault only, and is asked for just when the new one is kept.
    let program = program.restarted();
    let (_either_is_fine, kept) =
        tokio::join!(program.token(&account.key, Audience::Graph, 5), program.keep(anew));
    kept.unwrap();
    program.restarted().token(&account.key, Audience::Graph, 5).await.unwrap();
    assert_eq!(renewals(&stage).await.last().unwrap(), "needle-refresh-anew");
}

#[tokio::test]
async fn a_token_is_not_asked_for_from_another_cloud() {
    let (stage, program, account) = signed_in(renewed).await;
    let mut other = program.cloud.clone();
    other.id = "another".to_owned();
    let result = program.accounts.token(&other, &account.key, Audience::Arm, Duration::ZERO).await;
    assert!(matches!(result, Err(TokenError::NotSignedIn)));
    assert_eq!(renewals(&stage).await.len(), 0);
}

#[tokio::test]
async fn without_a_store_a_session_is_not_kept() {
    let stage = Stage::new().await;
    let signed_in = stage.sign_in(come_back).await.unwrap();
    let folder = Arc::new(tempfile::tempdir().unwrap());
    let keychain = Arc::new(MemoryKeychain::missing());
    let program =
        Program::over(stage.authority.cloud(), &stage.clock, stage.browserless_ports(), folder, keychain);
    let result = program.keep(signed_in.clone()).await;
    assert!(matches!(result, Err(VaultError::NoStore { .. })));
    let token = program.token(&signed_in.account.key, Audience::Arm, 0).await;
    assert!(matches!(token, Err(TokenError::NotSignedIn)));
    assert_eq!(program.files().len(), 0);
}

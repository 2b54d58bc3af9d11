//! Access tokens between programs: renewed once for all of them, and gone with whatever ends them.

use std::{fs, sync::Arc, time::Duration};

use futures::future::join_all;
use latchkey_http::Url;
use latchkey_identity::{
    Account, AccountKind, ApplicationCredential, RenewalCredential, SignedIn, TokenError, remove_sessions,
};
use latchkey_testing::until;
use latchkey_types::{Audience, Clock, Cloud, Secret};

use crate::{
    accounts::{Program, renewals, renewed, signed_in, text},
    authority::refusal,
    stage::{Stage, come_back},
};

const HOUR: Duration = Duration::from_hours(1);

#[tokio::test]
async fn a_hundred_programs_one_after_another_make_one_renewal() {
    let (stage, program, account) = signed_in(renewed).await;
    for _ in 0..100 {
        let program = program.restarted();
        let token = program.token(&account.key, Audience::Graph, 5).await.unwrap();
        assert_eq!(text(&token), "needle-access-2");
        assert_eq!(token.destinations, program.cloud.destinations_of(Audience::Graph));
    }
    assert_eq!(renewals(&stage).await, ["needle-refresh-1"]);
}

#[tokio::test]
async fn programs_that_ask_at_once_make_one_renewal() {
    let (stage, program, account) = signed_in(|n| renewed(n).set_delay(Duration::from_millis(100))).await;
    let programs: Vec<Program> = (0..4).map(|_| program.restarted()).collect();
    let asked = programs.iter().map(|program| program.token(&account.key, Audience::Graph, 5));
    for token in join_all(asked).await {
        assert_eq!(text(&token.unwrap()), "needle-access-2");
    }
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn whoever_wants_a_longer_life_than_is_left_renews_for_all() {
    let (stage, program, account) = signed_in(renewed).await;
    program.clock.advance(Duration::from_mins(40));
    let program = program.restarted();
    assert_eq!(text(&program.token(&account.key, Audience::Arm, 5).await.unwrap()), "needle-access-1");
    assert_eq!(text(&program.token(&account.key, Audience::Arm, 30).await.unwrap()), "needle-access-2");
    let next = program.restarted();
    assert_eq!(text(&next.token(&account.key, Audience::Arm, 30).await.unwrap()), "needle-access-2");
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_token_near_its_end_is_renewed_and_one_that_ended_is_not_kept() {
    let (stage, program, account) = signed_in(renewed).await;
    program.clock.advance(Duration::from_mins(56));
    assert_eq!(
        text(&program.restarted().token(&account.key, Audience::Arm, 1).await.unwrap()),
        "needle-access-2"
    );
    program.clock.advance(2 * HOUR);
    let facts = program.restarted().accounts.describe(&program.cloud, &account.key).await.unwrap();
    assert_eq!((facts.token, program.cached().len()), (None, 0));
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_token_that_lives_still_does_while_the_service_is_down() {
    let (_stage, program, account) = signed_in(|_| wiremock::ResponseTemplate::new(500)).await;
    program.clock.advance(Duration::from_mins(56));
    let program = program.restarted();
    assert_eq!(text(&program.token(&account.key, Audience::Arm, 2).await.unwrap()), "needle-access-1");
}

#[tokio::test]
async fn a_clock_that_was_set_back_before_a_token_came_means_a_renewal() {
    let (stage, program, account) = signed_in(renewed).await;
    program.clock.set_back(Duration::from_secs(30));
    assert_eq!(
        text(&program.restarted().token(&account.key, Audience::Arm, 5).await.unwrap()),
        "needle-access-1"
    );
    program.clock.set_back(Duration::from_mins(10));
    assert_eq!(
        text(&program.restarted().token(&account.key, Audience::Arm, 5).await.unwrap()),
        "needle-access-2"
    );
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_token_lives_no_longer_though_the_clock_was_set_back_between_two_programs() {
    let (stage, keeper, account) = signed_in(renewed).await;
    keeper.clock.advance(Duration::from_mins(45));
    // By the wall it is half an hour younger than it is.
    keeper.clock.set_back(Duration::from_mins(30));
    let token = keeper.restarted().token(&account.key, Audience::Arm, 2).await.unwrap();
    let left = token.expires_at.duration_since(keeper.clock.now()).as_mins();
    assert_eq!((text(&token), left), ("needle-access-1", 15));
    keeper.clock.suspend(Duration::from_mins(13));
    assert_eq!(
        text(&keeper.restarted().token(&account.key, Audience::Arm, 5).await.unwrap()),
        "needle-access-2"
    );
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn whatever_was_done_to_a_kept_token_is_no_error() {
    type Damage = fn(Vec<u8>) -> Vec<u8>;
    let check = async |damage: Damage| {
        let (stage, program, account) = signed_in(renewed).await;
        let [path] = program.cached().try_into().unwrap();
        fs::write(&path, damage(fs::read(&path).unwrap())).unwrap();
        for _ in 0..2 {
            let program = program.restarted();
            let token = program.token(&account.key, Audience::Arm, 5).await.unwrap();
            assert_eq!(text(&token), "needle-access-2");
        }
        assert_eq!(renewals(&stage).await.len(), 1);
    };
    check(|_| Vec::new()).await;
    check(|bytes| bytes[..bytes.len() - 1].to_vec()).await;
    check(|mut bytes| {
        bytes[60] ^= 1;
        bytes
    })
    .await;
    check(|_| b"{\"value\":\"needle-access-9\"}".repeat(9)).await;
}

#[tokio::test]
async fn another_audience_gets_no_token_of_this_one() {
    let (_stage, program, account) = signed_in(renewed).await;
    let [path] = program.cached().try_into().unwrap();
    let other = path.to_string_lossy().replace("arm-token", "graph-token");
    fs::copy(&path, other).unwrap();
    let token = program.restarted().token(&account.key, Audience::Graph, 5).await.unwrap();
    assert_eq!(text(&token), "needle-access-2");
}

#[tokio::test]
async fn a_token_of_a_session_that_is_bound_otherwise_is_not_used() {
    let (stage, keeper, account) = signed_in(renewed).await;
    keeper.token(&account.key, Audience::Arm, 5).await.unwrap();
    let arm = Url::parse("http://127.0.0.1:9").unwrap();
    let (other, cloud) = (keeper.restarted(), Cloud { arm, ..keeper.cloud.clone() });
    other.accounts.keep(&cloud, stage.sign_in(come_back).await.unwrap()).await.unwrap();
    let of_other = other.accounts.token(&cloud, &account.key, Audience::Graph, Duration::ZERO).await;
    assert_eq!(text(&of_other.unwrap()), "needle-access-2");
    let refused = keeper.token(&account.key, Audience::Graph, 5).await;
    assert!(matches!(refused, Err(TokenError::OtherDestinations(_))), "{refused:?}");
}

/// Whether an event leaves no token for the next program; returns what it asks for then.
async fn check_gone(event: impl AsyncFnOnce(&Program, &Account)) {
    let (stage, program, account) = signed_in(renewed).await;
    program.token(&account.key, Audience::Graph, 5).await.unwrap();
    assert_eq!(program.cached().len(), 2);
    event(&program, &account).await;
    assert_eq!(program.cached().len(), 0);
    let before = renewals(&stage).await.len();
    let next = program.restarted().token(&account.key, Audience::Arm, 5).await;
    let asked = renewals(&stage).await.len() - before;
    assert!(matches!((&next, asked), (Ok(_), 1) | (Err(TokenError::NotSignedIn), 0)), "{next:?} {asked}");
}

#[tokio::test]
async fn each_end_of_a_session_takes_its_tokens_along() {
    check_gone(async |program, account| program.accounts.sign_out(&account.key).await.unwrap()).await;
    // It locks though nobody has asked this program for the session yet.
    check_gone(async |program, _| program.restarted().accounts.close().await).await;
    check_gone(async |program, _| assert!(program.vault.purge().await.is_proven())).await;
    check_gone(async |program, account| {
        remove_sessions(&program.vault, &[account.key.id()]).await.unwrap();
    })
    .await;
    check_gone(async |program, account| {
        let arm = Url::parse("http://127.0.0.1:9").unwrap();
        let cloud = Cloud { arm, ..program.cloud.clone() };
        let refused = program.accounts.token(&cloud, &account.key, Audience::Arm, Duration::ZERO).await;
        assert!(matches!(refused, Err(TokenError::OtherDestinations(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_session_that_the_service_ended_leaves_no_token() {
    let (_stage, program, account) = signed_in(|_| refusal("invalid_grant", 50173)).await;
    assert_eq!(program.cached().len(), 1);
    let ended = program.token(&account.key, Audience::Graph, 5).await;
    assert!(matches!(ended, Err(TokenError::SignInAgain(_))), "{ended:?}");
    assert_eq!(program.cached().len(), 0);
    let next = program.restarted().token(&account.key, Audience::Arm, 5).await;
    assert!(matches!(next, Err(TokenError::SignInAgain(_))), "{next:?}");
}

#[tokio::test]
async fn a_new_sign_in_uses_no_token_of_the_one_before() {
    let (stage, program, account) = signed_in(renewed).await;
    program.token(&account.key, Audience::Graph, 5).await.unwrap();
    program.keep(stage.sign_in(come_back).await.unwrap()).await.unwrap();
    assert_eq!(program.cached().len(), 1, "only its own is kept");
    let token = program.restarted().token(&account.key, Audience::Graph, 5).await.unwrap();
    assert_eq!(text(&token), "needle-access-3");
}

#[tokio::test]
async fn a_rejected_token_is_handed_to_no_other_program() {
    let (stage, program, account) = signed_in(renewed).await;
    let (window, command_line) = (program.restarted(), program.restarted());
    let claims = r#"{"access_token":{"nbf":{"essential":true}}}"#;
    let rejected = window.token(&account.key, Audience::Arm, 5).await.unwrap().value;
    command_line.token(&account.key, Audience::Arm, 5).await.unwrap();
    let meet = async |program: &Program| {
        let (accounts, cloud) = (&program.accounts, &program.cloud);
        accounts.token_with_claims(cloud, &account.key, Audience::Arm, claims, &rejected).await.unwrap()
    };
    assert_eq!(text(&meet(&window).await), "needle-access-2");
    assert_eq!(text(&meet(&command_line).await), "needle-access-2", "the window has met the challenge");
    assert_eq!(
        text(&program.restarted().token(&account.key, Audience::Arm, 5).await.unwrap()),
        "needle-access-2"
    );
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_challenge_that_cannot_be_met_leaves_no_token_behind() {
    let (_stage, program, account) = signed_in(|_| refusal("interaction_required", 50076)).await;
    let rejected = program.token(&account.key, Audience::Arm, 5).await.unwrap().value;
    let (accounts, cloud) = (&program.accounts, &program.cloud);
    let unmet = accounts.token_with_claims(cloud, &account.key, Audience::Arm, "{}", &rejected).await;
    assert!(matches!(unmet, Err(TokenError::InteractionRequired(_))), "{unmet:?}");
    assert_eq!(program.cached().len(), 0);
}

#[tokio::test]
async fn a_token_that_a_service_refuses_is_replaced_once_it_is_not_new() {
    let (stage, program, account) = signed_in(renewed).await;
    let ask = async |expected: &str| {
        let program = program.restarted();
        let token = program.token(&account.key, Audience::Arm, 5).await.unwrap();
        assert_eq!(text(&token), expected);
        let (accounts, cloud) = (&program.accounts, &program.cloud);
        accounts.drop_refused_token(cloud, &account.key, Audience::Arm, &token.value).await;
    };
    ask("needle-access-1").await;
    ask("needle-access-1").await;
    program.clock.advance(Duration::from_mins(6));
    ask("needle-access-1").await;
    ask("needle-access-2").await;
    ask("needle-access-2").await;
    assert_eq!(renewals(&stage).await.len(), 1);
}

#[tokio::test]
async fn a_renewal_that_ends_in_a_locked_app_keeps_no_token() {
    let (stage, program, account) = signed_in(|n| renewed(n).set_delay(Duration::from_millis(200))).await;
    let waiting = tokio::spawn({
        let (accounts, cloud, key) =
            (Arc::clone(&program.accounts), program.cloud.clone(), account.key.clone());
        async move { accounts.token(&cloud, &key, Audience::Graph, Duration::from_mins(5)).await }
    });
    until("a renewal", async || !renewals(&stage).await.is_empty()).await;
    program.accounts.close().await;
    assert!(matches!(waiting.await.unwrap(), Err(TokenError::Locked)));
    // The renewal goes on, and has sealed its refresh token when the next program has its turn.
    program.restarted().token(&account.key, Audience::MachineLearning, 5).await.unwrap();
    assert_eq!(renewals(&stage).await, ["needle-refresh-1", "needle-refresh-2"]);
    let names: Vec<String> =
        program.cached().iter().map(|path| path.to_string_lossy().into_owned()).collect();
    assert!(matches!(names.as_slice(), [only] if only.contains("ml-token")), "{names:?}");
}

#[tokio::test]
async fn tokens_of_applications_are_kept_and_those_that_somebody_else_keeps_are_not() {
    let check = async |kind: AccountKind, expected: usize| {
        let stage = Stage::new().await;
        let person = stage.sign_in(come_back).await.unwrap();
        let renewal_credential =
            RenewalCredential::Application(ApplicationCredential::Secret(Secret::new("needle-secret")));
        let signed_in =
            SignedIn { account: Account { kind, ..person.account }, renewal_credential, ..person };
        let program = Program::new(&stage);
        program.keep(signed_in).await.unwrap();
        assert_eq!(program.cached().len(), expected, "{kind:?}");
    };
    check(AccountKind::User, 1).await;
    check(AccountKind::ServicePrincipal, 1).await;
    check(AccountKind::AzureCli, 0).await;
    check(AccountKind::ManagedIdentity, 0).await;
}

//! What a session is bound to: a cloud that is described otherwise gets nothing of it.

use std::time::Duration;

use latchkey_http::Url;
use latchkey_identity::{BindingPart, BindingState, TokenError};
use latchkey_types::{Audience, Cloud};

use crate::{
    accounts::{renewals, renewed, signed_in},
    stage::come_back,
};

#[tokio::test]
async fn a_session_goes_with_the_cloud_that_it_was_begun_in_and_with_no_other() {
    let (stage, program, account) = signed_in(renewed).await;
    let restarted = program.restarted();
    let change = |change: fn(&mut Cloud)| {
        let mut cloud = restarted.cloud.clone();
        change(&mut cloud);
        cloud
    };
    let elsewhere = |port: u16| Url::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    let check = async |cloud: Cloud, expected: BindingPart| {
        let kept = restarted.accounts.restore(&cloud).await.unwrap();
        assert!(
            matches!(&kept[0].binding, BindingState::Changed(changes) if changes[0].part == expected),
            "{kept:?}"
        );
        let refused = restarted.accounts.token(&cloud, &account.key, Audience::Arm, Duration::ZERO).await;
        assert!(
            matches!(&refused, Err(TokenError::OtherDestinations(changes)) if changes[0].part == expected),
            "{refused:?}"
        );
    };
    check(Cloud { authority: elsewhere(9), ..restarted.cloud.clone() }, BindingPart::Issuer).await;
    check(Cloud { arm: elsewhere(9), ..restarted.cloud.clone() }, BindingPart::ResourceManager).await;
    check(Cloud { graph: elsewhere(9), ..restarted.cloud.clone() }, BindingPart::Graph).await;
    check(
        change(|cloud| cloud.ml_api_domain = Some("ml.evil.example".to_owned())),
        BindingPart::MachineLearning,
    )
    .await;
    check(change(|cloud| cloud.ml_resource = "https://vault.azure.net".to_owned()), BindingPart::Resources)
        .await;
    check(
        change(|cloud| cloud.certificate_authority = Some("PEM".to_owned())),
        BindingPart::CertificateAuthority,
    )
    .await;
    let other = Cloud { id: "other".to_owned(), ..restarted.cloud.clone() };
    let refused = restarted.accounts.token(&other, &account.key, Audience::Arm, Duration::ZERO).await;
    assert!(matches!(refused, Err(TokenError::NotSignedIn)), "{refused:?}");
    assert_eq!(renewals(&stage).await.len(), 0, "nothing was sent, and nothing was removed");
    restarted.token(&account.key, Audience::Arm, 5).await.unwrap();
}

#[tokio::test]
async fn what_another_program_sealed_for_another_place_is_not_used() {
    let (stage, program, account) = signed_in(renewed).await;
    program.token(&account.key, Audience::Arm, 5).await.unwrap();
    // The other program is told of the same cloud with another Resource Manager, and signs in to it.
    let arm = Url::parse("http://127.0.0.1:9").unwrap();
    let cloud = Cloud { arm, ..program.cloud.clone() };
    let other = program.restarted();
    other.accounts.keep(&cloud, stage.sign_in(come_back).await.unwrap()).await.unwrap();
    let refused = program.token(&account.key, Audience::Graph, 5).await;
    assert!(matches!(refused, Err(TokenError::OtherDestinations(_))), "{refused:?}");
    assert_eq!(renewals(&stage).await, ["needle-refresh-1"; 0]);
}

#[tokio::test]
async fn a_session_of_an_earlier_version_goes_on_once_it_is_confirmed() {
    let (stage, program, account) = signed_in(renewed).await;
    let item = program.vault.names().await.unwrap().pop().unwrap();
    let sealed = program.vault.unseal(&item).await.unwrap().unwrap();
    let mut session: serde_json::Value = serde_json::from_slice(&sealed).unwrap();
    session.as_object_mut().unwrap().remove("binding");
    session["account"]["authority"] = "loopback".into();
    program.vault.seal(&item, session.to_string().into_bytes().into()).await.unwrap();

    let restarted = program.restarted();
    let binding = async || restarted.accounts.restore(&restarted.cloud).await.unwrap()[0].binding.clone();
    assert_eq!(binding().await, BindingState::Unconfirmed);
    let refused = restarted.token(&account.key, Audience::Arm, 5).await;
    assert!(matches!(refused, Err(TokenError::Unconfirmed)), "{refused:?}");
    assert_eq!(renewals(&stage).await.len(), 0);
    restarted.accounts.confirm(&restarted.cloud, &account.key).await.unwrap();
    assert_eq!(binding().await, BindingState::Confirmed);
    restarted.token(&account.key, Audience::Arm, 5).await.unwrap();
    program.restarted().token(&account.key, Audience::Arm, 5).await.unwrap();
    // What is bound already is not bound anew by a question.
    let cloud = Cloud { graph: Url::parse("http://127.0.0.1:9").unwrap(), ..restarted.cloud.clone() };
    let refused = restarted.accounts.confirm(&cloud, &account.key).await;
    assert!(matches!(refused, Err(TokenError::OtherDestinations(_))), "{refused:?}");
}

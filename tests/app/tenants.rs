//! One person in several tenants: the home tenant first, others on a click, and a browser only where it is needed.

use std::{sync::Arc, time::Duration};

use latchkey_app::{
    CommandError, ErrorCode, Reason,
    bridge::{AppOverview, TenantSummary},
};
use latchkey_democloud::Fault;
use latchkey_identity::EntraProblem;
use latchkey_testing::until;
use latchkey_tests::Scene;

async fn me(scene: &Scene) -> String {
    scene.app.describe_app().await.account.unwrap().id
}

async fn tenants_of(scene: &Scene) -> Result<Vec<TenantSummary>, CommandError> {
    scene.app.list_tenants(&me(scene).await).await
}

async fn enter(scene: &Scene, tenant_id: &str) -> Result<AppOverview, CommandError> {
    scene.app.enter_tenant(&me(scene).await, tenant_id).await
}

fn named<'a>(tenants: &'a [TenantSummary], name: &str) -> &'a TenantSummary {
    tenants.iter().find(|tenant| tenant.name == name).unwrap_or_else(|| panic!("{name} in {tenants:?}"))
}

#[tokio::test]
async fn other_tenants_are_listed_and_entered_without_a_browser() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let tenants = tenants_of(&scene).await.unwrap();
    assert_eq!(tenants.len(), 3);
    assert!(tenants[0].is_current && tenants[0].is_home == Some(true), "{tenants:?}");
    let partner = named(&tenants, "Kestrel Analytics");
    assert_eq!((partner.is_current, &partner.account_id), (false, &None));

    let at_home = scene.workspaces().await.unwrap();
    let overview = enter(&scene, &partner.id).await.unwrap();
    let account = overview.account.unwrap();
    assert_eq!((account.tenant_id.as_str(), overview.accounts.len()), (partner.id.as_str(), 2));
    let there = scene.workspaces().await.unwrap();
    assert!(!there.is_empty() && there.iter().all(|one| !at_home.contains(one)), "{there:?}");
    assert_eq!(scene.person.opened().len(), 1, "the one page of the first sign-in");

    // Going back and forth needs no sign-in page, and the choice survives a restart.
    let home = overview.accounts.iter().find(|one| one.tenant_id != partner.id).unwrap();
    enter(&scene, &home.tenant_id).await.unwrap();
    assert_eq!(scene.workspaces().await.unwrap(), at_home);
    let overview = scene.app.describe_app().await;
    assert!(overview.accounts.iter().all(|account| account.tenant_name.is_some()), "{:?}", overview.accounts);
    let tenants = tenants_of(&scene).await.unwrap();
    assert_eq!(named(&tenants, "Kestrel Analytics").account_id, Some(account.id.clone()));
    enter(&scene, &partner.id).await.unwrap();
    assert_eq!(scene.restarted().describe_app().await.account.unwrap().id, account.id);
}

#[tokio::test]
async fn a_tenant_that_answers_after_a_sign_out_leaves_no_session() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let tenants = tenants_of(&scene).await.unwrap();
    let partner = named(&tenants, "Kestrel Analytics").id.clone();
    scene.demo.faults().inject(Fault::Hold {
        path_contains: "/oauth2/v2.0/token".to_owned(),
        duration: Duration::from_secs(2),
        times: 1,
    });
    let (app, me) = (Arc::clone(&scene.app), me(&scene).await);
    let entering = tokio::spawn(async move { app.enter_tenant(&me, &partner).await });
    // The tenant's answer is on its way.
    until("the request for a token", async || scene.demo.faults().pending().is_empty()).await;
    scene.app.lock_app().await.unwrap();
    scene.app.sign_out(None).await.unwrap();
    assert!(entering.await.unwrap().is_err());
    assert_eq!(scene.keychain.entries(), [], "nothing was sealed after the sign-out");
    assert!(scene.restarted().describe_app().await.account.is_none());
}

#[tokio::test]
async fn a_tenant_without_subscriptions_is_empty_and_no_error() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let tenants = tenants_of(&scene).await.unwrap();
    let archive = named(&tenants, "Larkspur Archive");
    enter(&scene, &archive.id).await.unwrap();
    let list = scene.app.list_workspaces().await.unwrap();
    assert_eq!((list.workspaces.len(), list.subscription_count, list.failures.len()), (0, 0, 0));
}

/// What the sign-in service's refusal means.
fn problem(error: &CommandError) -> Option<EntraProblem> {
    match &*error.reason {
        Reason::SignInRefused { error, numbers }
        | Reason::SessionRefused { error, numbers }
        | Reason::TokenRefused { error, numbers } => EntraProblem::of(error, numbers),
        _ => None,
    }
}

#[tokio::test]
async fn a_tenant_that_does_not_know_the_person_says_so() {
    let scene = Scene::signed_in_as("reader").await.unwrap();
    let elsewhere = scene.demo.tenants().into_iter().find(|tenant| tenant.display_name == "Larkspur Archive");
    let error = enter(&scene, &elsewhere.unwrap().id).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::SignInRequired, "{error:?}");
    assert_eq!(problem(&error), Some(EntraProblem::AccountNotInTenant), "{error:?}");
    assert_eq!(enter(&scene, "nonsense").await.unwrap_err().code, ErrorCode::Invalid);
    let unknown = enter(&scene, "7c1f0d52-33aa-4b0c-9d1e-5a6b7c8d9e0f").await.unwrap_err();
    assert_eq!(problem(&unknown), Some(EntraProblem::TenantUnknown), "{unknown:?}");
    let overview = scene.app.describe_app().await;
    assert_eq!(overview.accounts.len(), 1, "nothing of a failed try is kept");
    assert_eq!(scene.person.opened().len(), 1);
}

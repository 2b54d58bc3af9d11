//! The services of every workspace: a list that grows, and says what of it is missing or old.

use std::collections::BTreeSet;

use latchkey_app::{
    App, ErrorCode,
    bridge::{ListMark, Refresh, ServiceChanges},
};
use latchkey_democloud::Fault;
use latchkey_testing::soon;
use latchkey_tests::Scene;

/// Follows a list until nothing more is read.
async fn read(app: &App, workspace: Option<&str>, since: Option<ListMark>) -> ServiceChanges {
    soon("the end of the reading", async {
        loop {
            let changes = app.follow_services(workspace, since).await.unwrap();
            if !changes.is_reading {
                return changes;
            }
            tokio::task::yield_now().await;
        }
    })
    .await
}

async fn read_again(app: &App, refresh: Refresh, since: ListMark) -> ServiceChanges {
    app.refresh_services(None, refresh).await.unwrap();
    read(app, None, Some(since)).await
}

fn refuse(path: &str, status: u16, times: u32) -> Fault {
    Fault::Status {
        path_contains: path.to_owned(),
        status,
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: r#"{"error": {"code": "InternalServerError", "message": "no"}}"#.to_owned(),
        times,
    }
}

fn names(changes: &ServiceChanges) -> BTreeSet<String> {
    changes.services.iter().map(|service| service.name.clone()).collect()
}

#[tokio::test]
async fn the_services_of_every_workspace_are_those_of_each() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let all = read(&scene.app, None, None).await;
    assert!(all.is_whole && all.failures.is_empty() && all.error.is_none(), "{all:?}");
    let workspaces = scene.workspaces().await.unwrap();
    assert_eq!(all.workspaces_read, all.workspace_count);
    assert_eq!(usize::try_from(all.workspace_count).unwrap(), workspaces.len());
    let expected: BTreeSet<String> =
        scene.services().await.unwrap().into_iter().map(|service| service.handle).collect();
    assert_eq!(all.services.iter().map(|one| one.handle.clone()).collect::<BTreeSet<_>>(), expected);
    assert!(all.as_of.is_some());

    let of_one = read(&scene.app, Some(&workspaces[0].handle), None).await;
    assert!(of_one.services.iter().all(|service| service.workspace_handle == workspaces[0].handle));
    assert!(!of_one.services.is_empty() && of_one.services.len() < all.services.len());
}

#[tokio::test]
async fn what_did_not_change_is_not_sent_again() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let all = read(&scene.app, None, None).await;
    let later = read_again(&scene.app, Refresh::Everything, all.mark).await;
    assert!(!later.is_whole && later.services.is_empty() && later.removed.is_empty(), "{later:?}");
    let of_another_list = ListMark { list: all.mark.list + 1, ..all.mark };
    assert_eq!(read(&scene.app, None, Some(of_another_list)).await.services.len(), all.services.len());
}

#[tokio::test]
async fn a_workspace_that_fails_is_named_and_keeps_its_rows() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let all = read(&scene.app, None, None).await;
    let hit = all.services[0].workspace_name.clone();
    scene.demo.faults().inject(refuse(&format!("/workspaces/{hit}/onlineEndpoints"), 500, 20));
    let partial = read_again(&scene.app, Refresh::Everything, all.mark).await;
    assert!(partial.removed.is_empty() && partial.error.is_none(), "{partial:?}");
    assert_eq!(partial.failures.len(), 1, "{:?}", partial.failures);
    let failure = &partial.failures[0];
    assert!(failure.failure.source.contains(&hit), "{failure:?}");
    let covered = |handle: &str| handle.to_lowercase().starts_with(&failure.handles.to_lowercase());
    for service in &all.services {
        let is_hit = service.workspace_name == hit && service.handle.contains("/onlineEndpoints/");
        assert_eq!(covered(&service.handle), is_hit, "{}", service.handle);
    }

    scene.demo.faults().clear();
    let mended = read_again(&scene.app, Refresh::Failed, partial.mark).await;
    assert!(mended.failures.is_empty(), "{:?}", mended.failures);
}

#[tokio::test]
async fn a_list_that_cannot_be_read_again_keeps_its_rows_and_says_why() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let all = read(&scene.app, None, None).await;
    scene.demo.faults().inject(refuse("/subscriptions", 403, 50));
    let refused = read_again(&scene.app, Refresh::Everything, all.mark).await;
    assert_eq!(refused.error.map(|error| error.code), Some(ErrorCode::Forbidden));
    assert!(refused.removed.is_empty());
    assert_eq!(refused.as_of, all.as_of, "what is shown is as old as before");
    scene.demo.faults().clear();
    let mended = read_again(&scene.app, Refresh::Failed, refused.mark).await;
    assert!(mended.error.is_none() && mended.removed.is_empty());
}

#[tokio::test]
async fn a_revoked_session_is_one_error_and_not_one_of_each_workspace() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    scene.demo.faults().inject(Fault::RevokeRefreshTokens);
    let ended = read(&scene.restarted_later(), None, None).await;
    assert_eq!(ended.error.map(|error| error.code), Some(ErrorCode::SignInRequired));
    assert!(ended.failures.is_empty(), "{:?}", ended.failures);
}

#[tokio::test]
async fn pins_and_recent_services_are_of_their_account_and_outlive_the_app() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let services = scene.services().await.unwrap();
    scene.app.pin_service(&services[1].handle).await.unwrap();
    scene.app.describe_service(&services[0].handle).await.unwrap();
    scene.app.describe_service(&services[2].handle).await.unwrap();
    let pins = scene.restarted().list_pins().await.unwrap();
    assert_eq!(pins.pinned, [services[1].handle.clone()]);
    assert_eq!(pins.recent, [services[2].handle.clone(), services[0].handle.clone()]);
    scene.app.unpin_service(&services[1].handle).await.unwrap();
    scene.sign_in("reader").await.unwrap();
    let of_another = scene.app.list_pins().await.unwrap();
    assert!(of_another.pinned.is_empty() && of_another.recent.is_empty(), "{of_another:?}");
}

#[tokio::test]
async fn nothing_is_told_while_the_app_is_locked() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let all = read(&scene.app, None, None).await;
    assert!(!names(&all).is_empty());
    scene.app.lock_app().await.unwrap();
    for refused in [
        scene.app.follow_services(None, None).await.err(),
        scene.app.refresh_services(None, Refresh::Everything).await.err(),
        scene.app.list_pins().await.err(),
    ] {
        assert_eq!(refused.map(|error| error.code), Some(ErrorCode::Locked));
    }
}

//! What survives a restart.

use std::{sync::Arc, time::Duration};

use latchkey_democloud::{DemoCloud, Options, StartError};
use latchkey_types::{OsEntropy, SystemClock};
use zeroize::Zeroizing;

use crate::{
    keys::Endpoint,
    support::{ARM, Browser, World, text, type_password},
};

#[tokio::test]
async fn a_session_and_a_rotated_key_survive_a_restart_on_another_port() {
    let first = World::new().await;
    let tokens = first.tokens_for("owner").await;
    let (token, refresh_token) = (text(&tokens["access_token"]), text(&tokens["refresh_token"]));
    let endpoint = Endpoint::find(&first, &token, "ml-routing", "route-eta").await;
    let before = endpoint.keys(&token).await;
    // The operation is still running when the snapshot is taken.
    endpoint.act("regenerateKeys", &token, r#"{"keyType":"Primary"}"#).await;
    let snapshot = first.demo.snapshot();
    let (old_base, personas) = (first.base(), first.demo.personas());
    drop(endpoint);

    let second = World::from_snapshot(Some(snapshot)).await;
    assert_ne!(second.base(), old_base);
    second.clock.advance(Duration::from_secs(1));
    let answer = second.refresh(&refresh_token, ARM).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let token = text(&answer.json()["access_token"]);
    let endpoint = Endpoint::find(&second, &token, "ml-routing", "route-eta").await;
    assert!(endpoint.scoring_uri.starts_with(&second.base()));
    let after = endpoint.keys(&token).await;
    assert_eq!((after.0 == before.0, after.1 == before.1), (false, true));
    assert_eq!(endpoint.score(&after.0).await.status, 200);
    for (one, other) in personas.iter().zip(second.demo.personas()) {
        assert!(one.password.matches(&other.password));
    }
}

#[tokio::test]
async fn changes_are_told_and_reset_forgets_everything() {
    let world = World::new().await;
    let mut changes = world.demo.changes();
    let tokens = world.tokens_for("owner").await;
    assert!(changes.has_changed().unwrap());
    changes.mark_unchanged();
    let path = format!("/subscriptions?{}", crate::support::SUBSCRIPTIONS_VERSION);
    assert_eq!(world.get(&path, &text(&tokens["access_token"])).await.status, 200);
    assert!(!changes.has_changed().unwrap(), "reading changes nothing");

    let (base, passwords) = (world.base(), world.demo.personas());
    world.demo.reset().unwrap();
    assert!(changes.has_changed().unwrap());
    assert_eq!(world.base(), base);
    assert!(!passwords[0].password.matches(&world.demo.personas()[0].password));
    assert_eq!(world.get(&path, &text(&tokens["access_token"])).await.status, 401);
    assert_eq!(world.refresh(&text(&tokens["refresh_token"]), ARM).await.status, 400);
}

#[tokio::test]
async fn snapshots_hold_no_refresh_token_and_no_cookie() {
    let world = World::new().await;
    let refresh_token = text(&world.tokens_for("owner").await["refresh_token"]);
    let persona = world.persona("reader");
    let mut browser = Browser::new(&world);
    let page = browser.get(&world.authorize_path(&[("login_hint", Some(&persona.user_name))])).await;
    type_password(&mut browser, &page, &persona.password).await;
    let snapshot = String::from_utf8(world.demo.snapshot().to_vec()).unwrap();
    let cookies = browser.cookies();
    assert_eq!(cookies.len(), 2);
    assert!(cookies.values().chain([&refresh_token]).all(|secret| !snapshot.contains(secret.as_str())));
}

#[tokio::test]
async fn a_bad_snapshot_is_named() {
    let start = async |text: &[u8]| {
        let state = Some(Zeroizing::new(text.to_vec()));
        let options = Options { state, ..Options::new(Arc::new(SystemClock), Arc::new(OsEntropy)) };
        DemoCloud::start(options).await.err()
    };
    for text in ["", "x", "{}", "[]", r#"{"version":3}"#, r#"{"version":"1"}"#] {
        assert!(matches!(start(text.as_bytes()).await, Some(StartError::Snapshot(_))), "{text}");
    }
    assert!(matches!(start(br#"{"version":99}"#).await, Some(StartError::SnapshotVersion(99))));
    let world = World::new().await;
    let good = world.demo.snapshot();
    assert!(start(&good).await.is_none());
    assert!(start(&good[..good.len() / 2]).await.is_some());
    let mut broken: serde_json::Value = serde_json::from_slice(&good).unwrap();
    broken["signer"] = "AAAA".into();
    assert!(matches!(start(broken.to_string().as_bytes()).await, Some(StartError::Snapshot(_))));
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0"] {
        let http = Some(listen.parse().unwrap());
        let options = Options { http, ..Options::new(Arc::new(SystemClock), Arc::new(OsEntropy)) };
        assert!(
            matches!(DemoCloud::start(options).await.err(), Some(StartError::NotLoopback(_))),
            "{listen}"
        );
    }
}

#[tokio::test]
async fn dropping_it_stops_it() {
    let world = World::new().await;
    let address = world.base().replace("http://localhost", "127.0.0.1");
    assert!(tokio::net::TcpStream::connect(&address).await.is_ok());
    drop(world);
    tokio::task::yield_now().await;
    assert!(tokio::net::TcpStream::connect(&address).await.is_err());
}

//! Recorded answers of real Azure: no row is lost, no error misread. Nothing of them is kept in here; they
//! are read where they lie, and without them the skips of these tests are counted.

use std::{path::Path, sync::Arc};

use async_trait::async_trait;
use latchkey_azure::{Azure, Credential, CredentialError};
use latchkey_http::NoopObserver;
use latchkey_tests::{FastForwardClock, Recording, Replay, Scene, SceneBuilder};
use latchkey_types::{Audience, BearerToken, Cloud, OsEntropy, Reach, Secret};
use serde_json::Value;
use url::Url;

mod access;
mod errors;
mod operations;
mod pieces;
mod regeneration;
mod rows;
mod screens;
mod sign_in;
mod specification;

use operations::{Operation, of};

/// An owner who is signed in by the demo cloud, in an app whose Azure is this address.
async fn owner_at(base: &Url, clock: &Arc<FastForwardClock>) -> Scene {
    let base = base.clone();
    let reshape = move |cloud: &mut Cloud| {
        cloud.arm = base.clone();
        cloud.graph = base;
    };
    let scene = SceneBuilder::default().clock(clock.clone()).cloud(reshape).set().await.unwrap();
    scene.sign_in("owner").await.unwrap();
    scene
}

/// The recordings, a server that replays them, and an owner in front of it who need not wait.
async fn replayed(data: &Path) -> (Vec<Recording>, Replay, Scene) {
    let recordings = Recording::read_all(data).unwrap();
    let replay = Replay::start(data).unwrap();
    let clock = Arc::new(FastForwardClock::default());
    let scene = owner_at(&replay.base, &clock).await;
    clock.skip_sleeps();
    (recordings, replay, scene)
}

/// The Azure clients alone, with Azure at this address.
fn azure_at(base: &Url) -> Azure {
    let mut cloud = Cloud::public();
    cloud.arm = base.clone();
    cloud.graph = base.clone();
    cloud.reach = Reach::Loopback;
    let clock = Arc::new(FastForwardClock::default());
    clock.skip_sleeps();
    let http = latchkey_http::Client::new(latchkey_http::Options {
        reach: Reach::Loopback,
        certificate_authority: None,
        clock: clock.clone(),
        entropy: Arc::new(OsEntropy),
        observer: Arc::new(NoopObserver),
        transport: None,
    });
    Azure::new(http.unwrap(), cloud.clone(), Arc::new(Anybody(cloud)), clock)
}

/// The credential of every request. The replaying server does not check it.
struct Anybody(Cloud);

#[async_trait]
impl Credential for Anybody {
    async fn token(&self, audience: Audience) -> Result<BearerToken, CredentialError> {
        Ok(BearerToken { value: Secret::new("a token"), destinations: self.0.destinations_of(audience) })
    }

    async fn token_with_claims(
        &self,
        audience: Audience,
        _: &str,
        _: &BearerToken,
    ) -> Result<BearerToken, CredentialError> {
        self.token(audience).await
    }
}

/// A text of a recorded row as the app shows it: trimmed, and none if it is empty.
fn text(row: &Value, pointer: &str) -> Option<String> {
    let text = row.pointer(pointer)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

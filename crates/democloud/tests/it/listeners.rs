//! Who gets in: this user's programs on both loopback addresses, nobody while it is shut, and only so much.

use std::{
    net::{Ipv6Addr, TcpListener},
    sync::Arc,
};

use latchkey_democloud::{DemoCloud, Options, StartError};
use latchkey_peer::{Ends, Everybody, Peer, Peers};
use latchkey_types::{OsEntropy, SystemClock};
use reqwest::Method;
use serde_json::json;

use crate::support::{ARM, Answer, ML_VERSION, World};

struct Always(Peer);

impl Peers for Always {
    fn who_holds(&self, _: Ends) -> Peer {
        self.0
    }
}

const PAGE: &str = "/common/oauth2/v2.0/authorize";

async fn ask(world: &World, path: &str) -> reqwest::Result<Answer> {
    world.send(Method::GET, path, &[], "").await
}

#[tokio::test]
async fn programs_of_other_users_are_turned_away_with_a_reason() {
    for (peer, status) in
        [(Peer::SameUser, 200), (Peer::Root, 200), (Peer::OtherUser(1001), 403), (Peer::Nobody, 403)]
    {
        let world = World::with(|options| Options { peers: Arc::new(Always(peer)), ..options }).await;
        let vault = world.demo.key_vaults().remove(0).address;
        for address in [world.base(), vault] {
            let answer =
                ask(&world, &format!("{address}/metadata/endpoints?api-version=2022-09-01")).await.unwrap();
            if status == 403 {
                assert_eq!(answer.status, status, "{peer:?} {address}");
                assert!(answer.text.contains("the user who started it alone"), "{}", answer.text);
            } else {
                assert_ne!(answer.status, 403, "{peer:?} {address}");
            }
        }
    }
    let everybody = World::with(|options| Options { peers: Arc::new(Everybody), ..options }).await;
    assert_ne!(ask(&everybody, PAGE).await.unwrap().status, 403);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_user_of_the_machine_sees_no_password() {
    use std::{
        os::unix::process::CommandExt as _,
        process::{Command, Stdio},
    };
    const NOBODY: u32 = 65534;
    if !rustix::process::geteuid().is_root() {
        return latchkey_testing::skip(
            "another_user_of_the_machine_sees_no_password",
            "root, to start a program of another user",
        );
    }
    let world = World::new().await;
    let port = url::Url::parse(&world.base()).unwrap().port().unwrap();
    let ask_as = |user: Option<u32>, host: &'static str| {
        let request =
            format!("GET {PAGE} HTTP/1.1\\r\\nhost: localhost:{port}\\r\\nconnection: close\\r\\n\\r\\n");
        let program = format!("exec 3<>/dev/tcp/{host}/{port}; printf '{request}' >&3; cat <&3");
        let mut command = Command::new("bash");
        command.args(["-c", &program]).current_dir("/").stdin(Stdio::null());
        if let Some(user) = user {
            command.uid(user).gid(user);
        }
        tokio::task::spawn_blocking(move || {
            String::from_utf8_lossy(&command.output().unwrap().stdout).into_owned()
        })
    };
    for host in ["127.0.0.1", "::1"] {
        let own = ask_as(None, host).await.unwrap();
        assert!(own.starts_with("HTTP/1.1 ") && !own.starts_with("HTTP/1.1 403"), "{own}");
        let theirs = ask_as(Some(NOBODY), host).await.unwrap();
        assert!(theirs.starts_with("HTTP/1.1 403"), "{theirs}");
    }
}

#[tokio::test]
async fn a_port_whose_other_loopback_address_is_taken_is_not_used() {
    let Ok(taken) = TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) else {
        return latchkey_testing::skip("a_port_whose_other_loopback_address_is_taken_is_not_used", "IPv6");
    };
    let port = taken.local_addr().unwrap().port();
    let options = Options {
        http: Some(([127, 0, 0, 1], port).into()),
        ..Options::new(Arc::new(SystemClock), Arc::new(OsEntropy))
    };
    let started = DemoCloud::start(options).await;
    assert!(matches!(started.err(), Some(StartError::Listen { .. })));
}

#[tokio::test]
async fn a_demo_cloud_that_is_shut_answers_nobody_and_keeps_everything() {
    let world = World::new().await;
    let path = "/metadata/endpoints?api-version=2022-09-01";
    // The client keeps this connection.
    assert_eq!(ask(&world, path).await.unwrap().status, 200);
    let gate = world.demo.gate();
    gate.shut();
    for _ in 0..3 {
        let answer = ask(&world, path).await;
        assert!(answer.map_or(true, |answer| answer.status == 503));
    }
    gate.open();
    assert_eq!(ask(&world, path).await.unwrap().status, 200);
}

/// A demo cloud that nobody can ask too often.
async fn patient() -> (World, String) {
    let world = World::with(|options| Options { throttling: false, ..options }).await;
    let token = world.token("owner", ARM).await;
    (world, token)
}

#[tokio::test]
async fn there_is_an_end_to_endpoints() {
    let (world, token) = patient().await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let body = json!({ "location": "westeurope", "properties": { "authMode": "Key" } });
    let put = async |name: &str, body| {
        world
            .put(&format!("{workspace}/onlineEndpoints/{name}?{ML_VERSION}"), &token, body)
            .await
            .status
            .as_u16()
    };
    let mut made = 0;
    while put(&format!("filler-{made}"), &body).await == 201 {
        made += 1;
        assert!(made <= 500, "there is no end");
    }
    assert!(made > 400, "{made}");
    let long = json!({ "location": "westeurope", "properties": { "authMode": "Key", "description": "x".repeat(40_000) } });
    assert_eq!(put("long", &long).await, 400);
}

#[tokio::test]
async fn there_is_an_end_to_resource_groups() {
    let (world, token) = patient().await;
    let workspace = world.workspace(&token, "ml-routing").await;
    let subscription = workspace.split("/resourceGroups").next().unwrap();
    let put = async |name: &str, tag: &str| {
        let path = format!("{subscription}/resourcegroups/{name}?api-version=2024-07-01");
        let body = json!({ "location": "westeurope", "tags": { "a": tag } });
        world.put(&path, &token, &body).await.status.as_u16()
    };
    let mut made = 0;
    while put(&format!("filler-{made}"), "b").await == 201 {
        made += 1;
        assert!(made <= 980, "there is no end");
    }
    assert!(made > 900, "{made}");
    assert_eq!(put("filler-0", "c").await, 200, "those that are there can be changed");
    assert_eq!(put("filler-0", &"x".repeat(40_000)).await, 400);
}

#[tokio::test]
async fn there_is_an_end_to_the_secrets_of_a_vault() {
    let (world, _) = patient().await;
    let token = world.token("owner", "https://vault.azure.net").await;
    let vault = world.demo.key_vaults().remove(0).address;
    let set = async |name: &str| {
        let path = format!("{vault}/secrets/{name}?api-version=7.4");
        world.put(&path, &token, &json!({ "value": "v" })).await.status.as_u16()
    };
    let mut made = 0;
    while set(&format!("filler-{}", made % 7)).await == 200 {
        made += 1;
        assert!(made <= 1000, "there is no end");
    }
    assert!(made > 900, "{made}");
}

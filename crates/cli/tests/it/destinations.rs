//! Where tokens go: shown where a cloud is named, one cloud for each id, and no private authority for Microsoft's hosts.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use latchkey_testing::soon;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::aws_lc_rs::default_provider, pki_types::PrivateKeyDer},
};

use crate::stage::{Stage, ended};

#[tokio::test]
async fn a_file_with_the_id_of_an_added_cloud_must_describe_the_same_cloud() {
    let stage = Stage::set().await;
    let profile = stage.path("profile").display().to_string();
    let file = stage.path("cloud.json").display().to_string();
    let added = ended(stage.bare(&["--profile", &profile, "cloud", "add", &file])).await;
    assert_eq!(added.code, Some(0), "{added:?}");
    let base = stage.demo.addresses().pop().unwrap();
    let place = base.trim_start_matches("https://");
    assert!(added.stderr.contains(&format!("Tokens go to {place}.")), "{added:?}");
    assert_eq!(stage.run(&["accounts"]).await.code, Some(0), "the same cloud is no other");

    let text = std::fs::read_to_string(stage.path("cloud.json")).unwrap();
    let mut other: serde_json::Value = serde_json::from_str(&text).unwrap();
    other["arm"] = "https://localhost:1".into();
    let other = stage.write("other.json", other.to_string());
    for command in ["accounts", "workspaces", "whoami", "login"] {
        let run =
            ended(stage.bare(&["--profile", &profile, "--no-interaction", "--cloud", &other, command])).await;
        assert!(run.stderr.contains("Another cloud has the id stage"), "{command}: {run:?}");
        assert!(command == "accounts" || run.code != Some(0), "{command}: {run:?}");
    }
    assert!(stage.demo.requests().is_empty(), "{:?}", stage.demo.requests());
}

#[tokio::test]
async fn a_cloud_that_needs_a_confirmation_asks_for_its_host() {
    let stage = Stage::set().await;
    let file = json!({
        "id": "s", "authority": "https://login.microsoftonline.com", "arm": "https://arm.stack.example",
        "armResource": "https://management.lab.onmicrosoft.com/5e2b", "clientId": "c",
    });
    let file = stage.write("tenant.json", file.to_string());
    let login = async |typed: &[&str]| {
        let mut command = stage.bare(&["--session-only", "--cloud", &file, "--profile"]);
        command.arg(stage.path("profile")).args(["login", "--with", "device-code"]).args(typed);
        // Nothing listens there, so no request leaves this machine.
        command.env("HTTPS_PROXY", "http://127.0.0.1:9");
        ended(command).await
    };
    for typed in [&[][..], &["--confirm-host", "login.microsoftonline.com"]] {
        let words = ["sends them to arm.stack.example", "--confirm-host HOST", "onmicrosoft.com/5e2b"];
        login(typed).await.refused(3, &words);
    }
    login(&["--confirm-host", "arm.stack.example"]).await.refused(1, &["cannot reach the server"]);
}

/// A private certificate authority, and a server with certificates of it for any name, behind a proxy.
struct Middle {
    authority: String,
    address: SocketAddr,
    /// How many requests were read behind TLS.
    read: Arc<AtomicUsize>,
}

impl Middle {
    async fn set(names: &[&str]) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let read = Arc::<AtomicUsize>::default();
        let counter = Arc::clone(&read);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(pass(stream, acceptor.clone(), Arc::clone(&counter)));
            }
        });
        Self { authority, address, read }
    }
}

/// Lets a client through to the server that it wants, and answers it there.
async fn pass(mut stream: TcpStream, acceptor: TlsAcceptor, read: Arc<AtomicUsize>) -> Option<()> {
    let mut head = [0; 1024];
    let length = stream.read(&mut head).await.ok()?;
    assert!(head[..length].starts_with(b"CONNECT "), "{}", String::from_utf8_lossy(&head[..length]));
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
    let mut stream = acceptor.accept(stream).await.ok()?;
    let length = stream.read(&mut head).await.ok()?;
    read.fetch_add(usize::from(length > 0), Ordering::SeqCst);
    stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await.ok()
}

#[tokio::test]
async fn no_private_authority_vouches_for_a_host_of_microsofts() {
    let stage = Stage::set().await;
    let middle = Middle::set(&["login.microsoftonline.com", "login.stack.example"]).await;
    stage.write("middle.pem", &middle.authority);
    let check = async |authority: &str, expected: usize| {
        let arm = "https://arm.stack.example";
        let file =
            json!({ "id": "s", "authority": authority, "arm": arm, "caFile": "middle.pem", "clientId": "c" });
        let file = stage.write("middle.json", file.to_string());
        let mut command = stage.bare(&["--session-only", "--cloud", &file, "login", "--with", "device-code"]);
        command.arg("--profile").arg(stage.path("profile"));
        command.env("HTTPS_PROXY", format!("http://{}", middle.address));
        let run = soon("the end of a login", ended(command)).await;
        assert_eq!(run.code, Some(1), "{run:?}");
        assert_eq!(middle.read.swap(0, Ordering::SeqCst), expected, "{authority}: {run:?}");
    };
    check("https://login.stack.example", 1).await;
    check("https://login.microsoftonline.com", 0).await;
}

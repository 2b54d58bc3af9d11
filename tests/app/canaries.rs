//! A person's day at the most verbose log level. A secret leaves the app only where the person asked for it.

use std::{
    fmt::Debug,
    io,
    path::Path,
    sync::{Arc, Mutex, OnceLock},
};

use latchkey_app::{
    CommandError,
    bridge::{AuthMode, CallLanguage, KeySlot, Refresh, RegenerationOutcome, ServiceKind, ServiceSummary},
};
use latchkey_tests::Scene;
use serde::Serialize;
use tracing_subscriber::{
    Layer, filter::filter_fn, fmt::MakeWriter, layer::SubscriberExt, util::SubscriberInitExt,
};

/// Longer than any word of Latchkey's texts. Codes, verifiers, refresh tokens and signatures are longer still.
const LONGEST_WORD: usize = 40;

/// The log of all threads, filtered by origin as in the shell.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn of_this_program() -> Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        let log = LOG.get_or_init(|| {
            let log = Log::default();
            let own = filter_fn(|record| record.target().starts_with("latchkey"));
            let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(log.clone());
            tracing_subscriber::registry().with(lines.with_filter(own)).init();
            // Records that another test's thread met before are looked at again.
            tracing::callsite::rebuild_interest_cache();
            log
        });
        log.clone()
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

/// Everything that left the app, as the window receives it and as a log would print it.
#[derive(Default)]
struct Heard(Vec<(String, String)>);

impl Heard {
    fn text(&mut self, what: &str, text: String) {
        self.0.push((what.to_owned(), text));
    }

    /// Notes what a command answered, and hands it on.
    fn answer<T: Serialize + Debug>(&mut self, what: &str, answer: Result<T, CommandError>) -> T {
        let answer = answer.unwrap_or_else(|error| panic!("{what}: {error:?}"));
        self.text(what, serde_json::to_string(&answer).unwrap());
        self.text(what, format!("{answer:?}"));
        answer
    }

    fn refusal(&mut self, what: &str, error: &CommandError) {
        self.text(what, serde_json::to_string(error).unwrap());
        self.text(what, format!("{error:?}"));
    }

    fn assert_free_of(&self, secrets: &[String]) {
        for (what, text) in &self.0 {
            for secret in secrets {
                assert!(!text.contains(secret.as_str()), "{what} holds {secret}: {text}");
            }
            assert!(!text.contains("eyJ"), "{what} holds a token: {text}");
        }
    }
}

fn longest_word(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    text.split(|c| !is_part(c)).max_by_key(|word| word.len()).unwrap_or_default()
}

fn files_below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push((path.display().to_string(), std::fs::read(&path).unwrap()));
        }
    }
    files
}

fn assert_disk_is_free_of(folder: &Path, secrets: &[String]) {
    let files = files_below(folder);
    assert!(!files.is_empty(), "the app keeps its session somewhere");
    // Shorter beginnings of a token could meet by chance in a sealed file.
    let beginnings = ["eyJ0eXAiOiJKV1Qi", "eyJhbGciOiJSUzI1NiI"];
    for (name, content) in files {
        for secret in secrets.iter().map(String::as_str).chain(beginnings) {
            let is_there = content.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!is_there, "{name} holds {secret}");
        }
    }
}

fn is_ready(service: &ServiceSummary, kind: ServiceKind, auth_mode: AuthMode) -> bool {
    service.kind == kind
        && service.auth_mode == auth_mode
        && matches!(service.state.as_str(), "Succeeded" | "Healthy")
}

/// Looks at everything that can be looked at; the services.
async fn look_around(scene: &Scene, heard: &mut Heard) -> Vec<ServiceSummary> {
    let app = &scene.app;
    let mut services = Vec::new();
    app.show_names().unwrap();
    for workspace in heard.answer("list_workspaces", app.list_workspaces().await).workspaces {
        heard.answer("describe_workspace", app.describe_workspace(&workspace.handle).await);
        heard.answer("list_access", app.list_access(&workspace.handle).await);
        services.extend(heard.answer("list_services", app.list_services(&workspace.handle).await).services);
    }
    heard.answer("refresh_services", app.refresh_services(None, Refresh::Everything).await);
    heard.answer("follow_services", app.follow_services(None, None).await);
    for service in &services {
        heard.answer("pin_service", app.pin_service(&service.handle).await);
        heard.answer("describe_service", app.describe_service(&service.handle).await);
    }
    heard.answer("unpin_service", app.unpin_service(&services[0].handle).await);
    heard.answer("list_pins", app.list_pins().await);
    services
}

/// Copies, regenerates and fails in every way; the secrets that were on the clipboard.
async fn use_everything(scene: &Scene, services: &[ServiceSummary], heard: &mut Heard) -> Vec<String> {
    let app = &scene.app;
    let find = |kind, auth_mode| {
        services.iter().find(|service| is_ready(service, kind, auth_mode)).expect("the seed has one of each")
    };
    let mut secrets = Vec::new();
    for kind in [ServiceKind::ManagedOnline, ServiceKind::AksWebService] {
        let service = find(kind, AuthMode::Key);
        for slot in [KeySlot::Primary, KeySlot::Secondary] {
            let call = app.copy_call(&service.handle, CallLanguage::Curl, Some(slot)).await;
            heard.answer("copy_call", call);
            heard.answer("copy_key", app.copy_key(&service.handle, slot).await);
            secrets.push(scene.clipboard.content().unwrap());
        }
        let regenerated = app.regenerate_key(&service.handle, KeySlot::Primary, &service.name).await;
        let outcome = heard.answer("regenerate_key", regenerated).outcome;
        assert_eq!(outcome, RegenerationOutcome::Rotated);
        heard.answer("copy_key", app.copy_key(&service.handle, KeySlot::Primary).await);
        secrets.push(scene.clipboard.content().unwrap());
    }
    for (kind, auth_mode) in [
        (ServiceKind::ManagedOnline, AuthMode::AmlToken),
        (ServiceKind::ManagedOnline, AuthMode::AadToken),
        (ServiceKind::AksWebService, AuthMode::AmlToken),
    ] {
        let service = find(kind, auth_mode);
        heard.answer("describe_token", app.describe_token(&service.handle).await);
        heard.answer("copy_token", app.copy_token(&service.handle).await);
        secrets.push(scene.clipboard.content().unwrap());
        heard.refusal("copy_key", &app.copy_key(&service.handle, KeySlot::Primary).await.unwrap_err());
    }
    heard.refusal("describe_service", &app.describe_service("nothing").await.unwrap_err());
    secrets
}

#[tokio::test]
async fn no_secret_leaves_the_app_unasked() {
    let log = Log::of_this_program();
    let scene = Scene::set().await.unwrap();
    let mut heard = Heard::default();
    heard.answer("sign_in", Ok(scene.sign_in("owner").await.unwrap()));
    // EXPOSE: the canary that is looked for.
    let mut secrets = vec![scene.persona("owner").password.expose().to_owned()];
    for (name, value) in scene.person.page(0).await.query_pairs() {
        if ["state", "nonce", "code_challenge"].contains(&&*name) {
            secrets.push(value.into_owned());
        }
    }
    let services = look_around(&scene, &mut heard).await;
    secrets.extend(use_everything(&scene, &services, &mut heard).await);
    let with_keys =
        services.iter().find(|service| is_ready(service, ServiceKind::ManagedOnline, AuthMode::Key)).unwrap();
    let revealed = scene.app.reveal_key(&with_keys.handle, KeySlot::Primary).await.unwrap();
    assert!(secrets.contains(&revealed.value().to_owned()), "what is revealed is among the canaries");
    assert_eq!(secrets.len(), 1 + 3 + 6 + 3);
    assert!(secrets.iter().all(|secret| secret.len() >= 12), "each canary is long enough to be told");
    heard.answer("describe_app", Ok(scene.app.describe_app().await));
    heard.answer("describe_settings", Ok(scene.app.describe_settings()));
    assert_disk_is_free_of(&scene.profile(), &secrets);

    let restarted = scene.restarted();
    heard.answer("describe_app", Ok(restarted.describe_app().await));
    heard.answer("list_workspaces", restarted.list_workspaces().await);
    heard.answer("sign_out", restarted.sign_out(None).await);
    assert_disk_is_free_of(&scene.profile(), &secrets);

    heard.text("requests", format!("{:?}", scene.recorder.exchanges()));
    heard.text("events", format!("{:?}", *scene.recorder.changes().borrow()));
    heard.text("log", log.text());
    heard.assert_free_of(&secrets);

    // Other tests log in the same process; this scene's requests are known by their address.
    let host = scene.demo.cloud().arm.origin().ascii_serialization();
    let log = log.text();
    let requests: Vec<&str> = log.lines().filter(|line| line.contains(&host)).collect();
    assert!(requests.iter().any(|line| line.contains("http exchange")), "the log is on");
    let person = scene.persona("owner");
    for text in [requests.concat(), format!("{:?}", scene.recorder.exchanges())] {
        assert!(
            !text.contains(&person.user_name) && !text.contains(&person.display_name),
            "a person is named"
        );
        let word = longest_word(&text);
        assert!(word.len() < LONGEST_WORD, "{word} looks like a secret");
    }
}

#[tokio::test]
async fn a_revealed_key_is_one_key_in_one_answer() {
    let scene = Scene::signed_in_as("owner").await.unwrap();
    let mut heard = Heard::default();
    let services = look_around(&scene, &mut heard).await;
    let service =
        services.iter().find(|service| is_ready(service, ServiceKind::ManagedOnline, AuthMode::Key)).unwrap();
    scene.app.copy_key(&service.handle, KeySlot::Secondary).await.unwrap();
    let other = scene.clipboard.content().unwrap();

    let revealed = scene.app.reveal_key(&service.handle, KeySlot::Primary).await.unwrap();
    let message = serde_json::to_string(&revealed).unwrap();
    assert_eq!(message.matches(revealed.value()).count(), 1);
    assert!(!message.contains(&other), "the other key came along");

    look_around(&scene, &mut heard).await;
    heard.answer("describe_app", Ok(scene.app.describe_app().await));
    heard.assert_free_of(&[revealed.value().to_owned(), other]);
}

#[tokio::test]
async fn each_line_of_the_log_begins_with_its_time_in_utc() {
    let log = Log::of_this_program();
    let scene = Scene::signed_in_as("reader").await.unwrap();
    let forged = "x\n2026-01-01T00:00:00.000000Z ERROR latchkey: forged";
    scene.app.describe_service(forged).await.unwrap_err();
    scene.app.copy_text(forged).unwrap();
    scene.app.choose_cloud(forged).await.unwrap_err();
    let text = log.text();
    assert!(!text.contains("forged"), "{text}");
    for line in text.lines() {
        let time = line.split(' ').next().unwrap();
        assert!(time.starts_with("20") && time.ends_with('Z') && time.contains('T'), "{line}");
    }
}

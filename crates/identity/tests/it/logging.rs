//! A whole session at the most talkative level: no code, token, verifier, state or name of a person.

use std::{
    io,
    sync::{Arc, Mutex},
};

use latchkey_types::Audience;
use tracing_subscriber::fmt::MakeWriter;

use crate::{
    accounts::Program,
    stage::{Stage, come_back, parameter},
};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

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

#[tokio::test]
async fn the_log_holds_nothing_of_a_session() {
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    // For every thread: beside a subscriber of one thread, another test's thread can switch a record off for
    // all. What other tests log is looked at too.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    tracing::callsite::rebuild_interest_cache();

    let stage = Stage::new().await;
    let signed_in = stage.sign_in(come_back).await.unwrap();
    let debug = format!(
        "{signed_in:?} {:?}",
        stage.ports(std::sync::Arc::new(|_| unreachable!("it is only printed")))
    );
    let program = Program::new(&stage);
    let account = program.keep(signed_in).await.unwrap();
    let token = program.token(&account.key, Audience::Graph, 0).await.unwrap();
    program.accounts.sign_out(&account.key).await.unwrap();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("http exchange"), "the log is on");
    let verifier = stage.authority.token_requests().await[0]["code_verifier"].clone();
    let page = stage.page().unwrap();
    let secrets =
        ["needle", &verifier, &parameter(&page, "state"), &parameter(&page, "nonce"), "ada@example.com"];
    for text in [log, debug, format!("{token:?} {account:?} {:?}", program.accounts)] {
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
    }
}

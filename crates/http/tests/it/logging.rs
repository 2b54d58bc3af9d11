//! Nothing that was sent or received may be found in the log, whatever its level.

use std::{
    io,
    sync::{Arc, Mutex},
};

use tracing_subscriber::fmt::MakeWriter;

use super::*;

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
async fn the_log_holds_no_secret() {
    let log = Log::default();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(log.clone()).finish();
    // For every thread: beside a subscriber of one thread, another test's thread can switch a record off for
    // all. What other tests log is looked at too.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    tracing::callsite::rebuild_interest_cache();

    let stage = Stage::new().await;
    stage.answers([status(503), status(200).set_body_string("{\"key\":\"needle\"}")]).await;
    let request = Request::post(stage.url("/path?code=needle&sig=needle"))
        .bearer(&token("needle", &stage.url("/")))
        .form(&[("client_secret", "needle")])
        .repeatable();
    let debug = format!("{request:?}");
    let response = stage.client.send(request).await.unwrap();
    let dead = Url::parse("http://127.0.0.1:1/?token=needle").unwrap();
    let error = stage.client.send(Request::post(dead)).await.unwrap_err();

    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("http exchange"), "the log is on");
    for text in
        [log, debug, format!("{response:?} {error:?} {error}"), format!("{:?}", stage.seen.0.lock().unwrap())]
    {
        assert!(!text.contains("needle"), "{text}");
    }
}

//! Bytes that anybody can send to the listener: no sequence of them is an answer without the state.

use latchkey_fuzz::{for_a_while, near};
use latchkey_types::{ManualClock, Secret};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::*;
use crate::{NamedPages, discovery::Issuer};

const REQUESTS: [&[u8]; 7] = [
    b"GET /start/guessed HTTP/1.1\r\nhost: 127.0.0.1:1\r\n\r\n",
    b"GET /?state=guessed&code=C HTTP/1.1\r\nhost: localhost:1\r\n\r\n",
    b"POST / HTTP/1.1\r\nhost: localhost:1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 20\r\n\r\nstate=guessed&code=C",
    b"POST / HTTP/1.1\r\nhost: localhost:1\r\ntransfer-encoding: chunked\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\n14\r\nstate=guessed&code=C\r\n0\r\n\r\n",
    b"GET / HTTP/1.1\r\nhost: localhost:1\r\n\r\nGET /?code=C HTTP/1.1\r\nhost: localhost:1\r\n\r\n",
    b"GET http://evil.example/?code=C&state=guessed HTTP/1.1\r\nhost: localhost:1\r\nhost: evil.example\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
];

#[test]
fn no_bytes_without_the_state_are_a_code() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::stopped(jiff::Timestamp::UNIX_EPOCH));
    for_a_while(&near(&REQUESTS), |bytes| {
        let issuer = Issuer::Entra("https://a.example/{tenantid}/v2.0".to_owned());
        let expected = Expected {
            host: "localhost".to_owned(),
            state: Secret::new("the one that is right"),
            issuer,
            names_issuer: false,
        };
        let page = Url::parse("https://a.example/?state=needle").expect("a URL");
        let link = SignInLink { word: Secret::new("another one that is right"), page };
        let handler = Arc::new(CallbackHandler::new(link, expected, 1, Arc::new(NamedPages)));
        let (outcome, answer) = runtime.block_on(async {
            let (_stay, leave) = oneshot::channel();
            let (mut ours, theirs) = tokio::io::duplex(256 * 1024);
            ours.write_all(&bytes).await.expect("there is room");
            ours.shutdown().await.expect("it is open");
            let (outcome, answer) = tokio::join!(
                connection(theirs, Peer::SameUser, Arc::clone(&handler), Arc::clone(&clock), leave),
                async {
                    let mut answer = Vec::new();
                    let _reset = ours.read_to_end(&mut answer).await;
                    answer
                }
            );
            (outcome, answer)
        });
        let answers = answer.windows(5).filter(|window| window == b"HTTP/").count();
        assert!(answers <= 1, "one request of a connection is answered");
        let taken = handler.take_answer();
        assert_eq!(outcome == ConnectionOutcome::Answered, taken.is_some());
        assert!(!matches!(taken, Some(Ok(_))));
        assert!(
            !answer.windows(6).any(|window| window == b"needle"),
            "nobody is led on without the link's word"
        );
    });
}

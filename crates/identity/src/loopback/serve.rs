//! One connection: real HTTP by hyper, with bounds on size and time.

use std::{convert::Infallible, sync::Arc, time::Duration};

use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Body, Bytes},
    header::{ALLOW, CONTENT_TYPE, HOST, HeaderMap, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use latchkey_peer::Peer;
use latchkey_types::{Clock, Secret};
use parking_lot::{Mutex, MutexGuard};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::oneshot,
};
use url::Url;
use zeroize::Zeroizing;

use super::{
    ReturnPage, ReturnPages,
    callback::{Expected, Return, check_callback},
    pages,
};
use crate::SignInError;

/// Codes of Entra are below 4 kB.
const MAX_BODY_BYTES: usize = 64 * 1024;
const MAX_HEAD_BYTES: usize = 64 * 1024;
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may take as a whole, so that slow ones cannot fill the listener.
const WHOLE_TIMEOUT: Duration = Duration::from_secs(30);

const LINK_HOST: &str = "127.0.0.1";
/// Where the link's own word begins in its path.
const LINK_PATH: &str = "/start/";
/// What browsers send when they load an address that nobody has opened yet.
const PREFETCH_HEADERS: [&str; 4] = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/// Leads one browser to the sign-in page. The page's address carries the attempt's state, and what a browser is started
/// with can be read by every user of the machine; so it is started with this instead.
pub(crate) struct SignInLink {
    /// What is in the path, and nowhere else.
    pub(crate) word: Secret,
    /// Where it leads.
    pub(crate) page: Url,
}

impl SignInLink {
    /// The link's address on this port.
    pub(crate) fn url(&self, port: u16) -> Url {
        // EXPOSE: the word is what makes the link one that nobody guesses. It works once, for the same user's programs.
        let address = format!("http://{LINK_HOST}:{port}{LINK_PATH}{}", self.word.expose());
        Url::parse(&address).expect("a word that needs no escaping makes a valid path")
    }
}

/// Lets one browser out to the page, and one answer in.
pub(super) struct CallbackHandler {
    link: SignInLink,
    expected: Expected,
    link_host: String,
    redirect_host: String,
    pages: Arc<dyn ReturnPages>,
    state: Mutex<State>,
}

/// What a connection came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ConnectionOutcome {
    /// It brought nothing that counts.
    Refused,
    /// It is another user's, or nobody knows whose.
    RefusedPeer,
    /// It brought the answer.
    Answered,
}

struct State {
    is_link_used: bool,
    answer: Answer,
}

enum Answer {
    Awaited,
    Here(Return),
    Taken,
}

impl CallbackHandler {
    pub(super) fn new(link: SignInLink, expected: Expected, port: u16, pages: Arc<dyn ReturnPages>) -> Self {
        let (link_host, redirect_host) = (format!("{LINK_HOST}:{port}"), format!("{}:{port}", expected.host));
        let state = Mutex::new(State { is_link_used: false, answer: Answer::Awaited });
        Self { link, expected, link_host, redirect_host, pages, state }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    fn page(&self, status: StatusCode, page: ReturnPage) -> Response<Full<Bytes>> {
        pages::show(&*self.pages, status, page)
    }

    /// Takes the answer, if there is one. Nothing is accepted afterwards.
    pub(super) fn take_answer(&self) -> Option<Return> {
        let answer = &mut self.state().answer;
        match std::mem::replace(answer, Answer::Taken) {
            Answer::Here(answer) => Some(answer),
            other => {
                *answer = other;
                None
            }
        }
    }

    /// Whether the answer has come, so that nothing else counts any more.
    pub(super) fn is_answered(&self) -> bool {
        !matches!(self.state().answer, Answer::Awaited)
    }

    /// Leads whoever opens the link to the page, once. A second time ends the attempt: one of the two is not the person's
    /// browser, and which one cannot be told.
    fn redirect_to_sign_in(&self, outcome: &Mutex<ConnectionOutcome>) -> Response<Full<Bytes>> {
        let mut state = self.state();
        if !matches!(state.answer, Answer::Awaited) {
            return self.page(StatusCode::GONE, ReturnPage::AnsweredAlready);
        }
        if !std::mem::replace(&mut state.is_link_used, true) {
            return pages::redirect(&self.link.page);
        }
        let result = Err(SignInError::LinkUsedAgain);
        let page = pages::answer(&*self.pages, &result);
        state.answer = Answer::Here(result);
        *outcome.lock() = ConnectionOutcome::Answered;
        page
    }

    /// Judges a return, and says which page the browser is to show.
    fn handle_callback(&self, text: &[u8], outcome: &Mutex<ConnectionOutcome>) -> Response<Full<Bytes>> {
        let mut state = self.state();
        if !matches!(state.answer, Answer::Awaited) {
            return self.page(StatusCode::GONE, ReturnPage::AnsweredAlready);
        }
        match check_callback(text, &self.expected) {
            None => self.page(StatusCode::BAD_REQUEST, ReturnPage::NotAReturn),
            Some(result) => {
                let page = pages::answer(&*self.pages, &result);
                state.answer = Answer::Here(result);
                *outcome.lock() = ConnectionOutcome::Answered;
                page
            }
        }
    }
}

/// Serves one request of a connection and closes it; at the latest when it is told to leave. A peer that is not trusted
/// is told so, whatever it asks.
pub(super) async fn connection<S>(
    stream: S,
    peer: Peer,
    handler: Arc<CallbackHandler>,
    clock: Arc<dyn Clock>,
    leave: oneshot::Receiver<()>,
) -> ConnectionOutcome
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let outcome = Mutex::new(ConnectionOutcome::Refused);
    let service = service_fn(async |request| {
        if !peer.is_trusted() {
            *outcome.lock() = ConnectionOutcome::RefusedPeer;
            return Ok::<_, Infallible>(handler.page(StatusCode::FORBIDDEN, ReturnPage::OtherUser));
        }
        Ok(respond(request, &handler, &outcome).await)
    });
    let serving = http1::Builder::new()
        .keep_alive(false)
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        served = serving => if let Err(error) = served {
            tracing::debug!(%error, "a connection to the sign-in listener broke off");
        },
        () = clock.sleep(WHOLE_TIMEOUT) => {}
        _ = leave => tracing::debug!("a connection to the sign-in listener made room for another one"),
    }
    *outcome.lock()
}

async fn respond<B>(
    request: Request<B>,
    handler: &CallbackHandler,
    outcome: &Mutex<ConnectionOutcome>,
) -> Response<Full<Bytes>>
where
    B: Body<Data = Bytes>,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if host.eq_ignore_ascii_case(&handler.link_host)
        && let Some(word) = request.uri().path().strip_prefix(LINK_PATH)
        && handler.link.word.matches(&Secret::new(word))
    {
        return match *request.method() {
            Method::GET if is_prefetch(request.headers()) => {
                handler.page(StatusCode::SERVICE_UNAVAILABLE, ReturnPage::Prefetch)
            }
            Method::GET => handler.redirect_to_sign_in(outcome),
            _ => not_allowed(handler, "GET"),
        };
    }
    // A name that somebody else's DNS points here is not this listener (DNS rebinding).
    if !host.eq_ignore_ascii_case(&handler.redirect_host) {
        return handler.page(StatusCode::MISDIRECTED_REQUEST, ReturnPage::OtherHost);
    }
    if request.uri().path() != "/" {
        return handler.page(StatusCode::NOT_FOUND, ReturnPage::NotFound);
    }
    match *request.method() {
        Method::GET => handler.handle_callback(request.uri().query().unwrap_or_default().as_bytes(), outcome),
        Method::POST => {
            let content_type = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
            let kind = content_type.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
            if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
                return handler.page(StatusCode::UNSUPPORTED_MEDIA_TYPE, ReturnPage::NotAReturn);
            }
            match Limited::new(request.into_body(), MAX_BODY_BYTES).collect().await {
                Ok(body) => handler.handle_callback(&Zeroizing::new(body.to_bytes().to_vec()), outcome),
                Err(_) => handler.page(StatusCode::PAYLOAD_TOO_LARGE, ReturnPage::TooLarge),
            }
        }
        _ => not_allowed(handler, "GET, POST"),
    }
}

fn is_prefetch(headers: &HeaderMap) -> bool {
    PREFETCH_HEADERS.iter().any(|name| headers.contains_key(*name))
}

fn not_allowed(handler: &CallbackHandler, methods: &'static str) -> Response<Full<Bytes>> {
    let mut page = handler.page(StatusCode::METHOD_NOT_ALLOWED, ReturnPage::NotAReturn);
    page.headers_mut().insert(ALLOW, HeaderValue::from_static(methods));
    page
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests {
    use latchkey_types::{Secret, SystemClock};
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

    use super::*;
    use crate::{NamedPages, discovery::Issuer};

    const FIRST: &[u8] = b"GET /?state=expected&error=access_denied HTTP/1.1\r\nhost: localhost:1\r\n\r\n";

    async fn stays(stream: DuplexStream, handler: Arc<CallbackHandler>) -> ConnectionOutcome {
        let (_stay, leave) = oneshot::channel();
        connection(stream, Peer::SameUser, handler, Arc::new(SystemClock), leave).await
    }

    fn serve(handler: &Arc<CallbackHandler>) -> (DuplexStream, tokio::task::JoinHandle<ConnectionOutcome>) {
        // So small that the page is on its way until somebody reads it.
        let (ours, theirs) = tokio::io::duplex(128);
        (ours, tokio::spawn(stays(theirs, Arc::clone(handler))))
    }

    #[tokio::test]
    async fn only_the_connection_that_brought_the_answer_says_so_and_not_before_its_page_is_sent() {
        let issuer = Issuer::Entra("https://a.example/{tenantid}/v2.0".to_owned());
        let expected = Expected {
            host: "localhost".to_owned(),
            state: Secret::new("expected"),
            issuer,
            names_issuer: false,
        };
        let link =
            SignInLink { word: Secret::new("word"), page: Url::parse("https://a.example").expect("a URL") };
        let handler = Arc::new(CallbackHandler::new(link, expected, 1, Arc::new(NamedPages)));
        let (mut first, first_task) = serve(&handler);
        first.write_all(FIRST).await.expect("it reads");
        let mut page = vec![0; 16];
        first.read_exact(&mut page).await.expect("it answers");

        let (mut second, second_task) = serve(&handler);
        second.write_all(FIRST).await.expect("it reads");
        second.read_to_end(&mut Vec::new()).await.expect("it closes");
        assert_eq!(second_task.await.expect("no panic"), ConnectionOutcome::Refused);
        assert!(!first_task.is_finished(), "its page is not sent yet");

        first.read_to_end(&mut page).await.expect("it closes");
        assert_eq!(first_task.await.expect("no panic"), ConnectionOutcome::Answered);
        assert!(page.trim_ascii_end().ends_with(b"</html>"));
        assert!(matches!(handler.take_answer(), Some(Err(_))));
    }
}

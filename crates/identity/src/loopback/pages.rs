//! The pages that the browser shows at the end: no script, nothing from elsewhere, nothing to leak.

use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, LOCATION, REFERRER_POLICY,
        X_CONTENT_TYPE_OPTIONS,
    },
};
use url::Url;

use super::callback::Return;
use crate::SignInError;

/// What a program of another user is told.
const NOT_YOURS: &str = "This sign-in belongs to another user of this machine, or Latchkey cannot tell whose program \
                         asks. If it is yours, sign in with a code instead: Latchkey offers one.";

const DONE: &str = include_str!("../pages/done.html");
const FAILED: &str = include_str!("../pages/failed.html");

/// The page for what came of an attempt.
pub(super) fn answer(result: &Return) -> Response<Full<Bytes>> {
    let sentence = match result {
        Ok(_) => return page(StatusCode::OK, DONE.to_owned()),
        Err(SignInError::Denied(_)) => "Sign-in was declined.",
        Err(SignInError::ConsentRequired(error) | SignInError::Entra(error)) => {
            error.sentence().unwrap_or("The sign-in service refused.")
        }
        Err(SignInError::LinkUsedAgain) => {
            "This link was used already, and works once. The sign-in was ended; start it again in Latchkey."
        }
        Err(_) => "This answer does not belong to the sign-in that Latchkey started.",
    };
    notice(StatusCode::BAD_REQUEST, sentence)
}

/// The page for whatever comes after the answer.
pub(super) fn answered_already() -> Response<Full<Bytes>> {
    notice(StatusCode::GONE, "This sign-in has been answered already.")
}

/// The page for a program of another user, which is turned away.
pub(super) fn refused_peer() -> Response<Full<Bytes>> {
    notice(StatusCode::FORBIDDEN, NOT_YOURS)
}

/// Leads the browser on. The address is told to nobody else: it is kept nowhere, and the page there does not learn
/// where the browser came from.
pub(super) fn redirect(to: &Url) -> Response<Full<Bytes>> {
    let mut response = page(StatusCode::FOUND, String::new());
    let to =
        HeaderValue::from_str(to.as_str()).expect("a serialised URL is ASCII without control characters");
    response.headers_mut().insert(LOCATION, to);
    response
}

/// A page with one sentence.
pub(super) fn notice(status: StatusCode, sentence: &str) -> Response<Full<Bytes>> {
    page(status, FAILED.replace("{{sentence}}", &escape(sentence)))
}

fn page(status: StatusCode, html: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(html)));
    *response.status_mut() = status;
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ),
        (REFERRER_POLICY, "no-referrer"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("<b a=\"x\">'&'</b>"), "&lt;b a=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;");
    }

    #[test]
    fn pages_have_no_script_and_load_nothing() {
        for html in [DONE, FAILED] {
            for word in ["<script", "http://", "https://", "src=", "url(", "onload"] {
                assert!(!html.contains(word), "{word}");
            }
        }
        assert_eq!(FAILED.matches("{{sentence}}").count(), 1);
    }
}

//! The pages that the browser shows at the end: no script, nothing from elsewhere, nothing to leak.

use http_body_util::Full;
use hyper::{
    Response, StatusCode,
    body::Bytes,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, REFERRER_POLICY,
        X_CONTENT_TYPE_OPTIONS,
    },
};

use super::callback::Return;
use crate::SignInError;

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
        Err(_) => "This answer does not belong to the sign-in that Latchkey started.",
    };
    notice(StatusCode::BAD_REQUEST, sentence)
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

//! The pages that the browser shows at the end, as HTML: no script, nothing from elsewhere, nothing to leak.

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

use super::{ReturnPage, ReturnPageText, ReturnPages, callback::Return};
use crate::SignInError;

const TEMPLATE: &str = include_str!("../pages/return.html");

/// The page for what came of an attempt.
pub(super) fn answer(pages: &dyn ReturnPages, result: &Return) -> Response<Full<Bytes>> {
    let page = match result {
        Ok(_) => return show(pages, StatusCode::OK, ReturnPage::SignedIn),
        Err(SignInError::Denied(_)) => ReturnPage::Cancelled,
        Err(SignInError::ConsentRequired(error) | SignInError::Entra(error)) => {
            ReturnPage::Refused(error.problem())
        }
        Err(SignInError::LinkUsedAgain) => ReturnPage::LinkUsedAgain,
        Err(_) => ReturnPage::ForeignAnswer,
    };
    show(pages, StatusCode::BAD_REQUEST, page)
}

/// A page with its text.
pub(super) fn show(pages: &dyn ReturnPages, status: StatusCode, page: ReturnPage) -> Response<Full<Bytes>> {
    respond(status, html(&pages.text(page)))
}

/// Leads the browser on. The address is told to nobody else: it is kept nowhere, and the page there does not learn
/// where the browser came from.
pub(super) fn redirect(to: &Url) -> Response<Full<Bytes>> {
    let mut response = respond(StatusCode::FOUND, String::new());
    let to =
        HeaderValue::from_str(to.as_str()).expect("a serialised URL is ASCII without control characters");
    response.headers_mut().insert(LOCATION, to);
    response
}

/// The template with a text in it. Each part is escaped, and no part is searched for the places of others.
fn html(text: &ReturnPageText) -> String {
    let paragraphs: Vec<String> =
        text.paragraphs.iter().map(|paragraph| format!("<p>{}</p>", escape(paragraph))).collect();
    let parts = [
        ("{{language}}", escape(&text.language)),
        ("{{title}}", escape(&text.title)),
        ("{{heading}}", escape(&text.heading)),
        ("{{paragraphs}}", paragraphs.join("\n")),
    ];
    let (mut html, mut rest) = (String::with_capacity(TEMPLATE.len() * 2), TEMPLATE);
    for (place, part) in parts {
        let (before, after) = rest.split_once(place).expect("the template has each place, in this order");
        html.push_str(before);
        html.push_str(&part);
        rest = after;
    }
    html.push_str(rest);
    html
}

fn respond(status: StatusCode, html: String) -> Response<Full<Bytes>> {
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
    fn a_page_has_no_script_and_loads_nothing() {
        for word in ["<script", "http://", "https://", "src=", "url(", "onload"] {
            assert!(!TEMPLATE.contains(word), "{word}");
        }
    }

    #[test]
    fn a_text_is_no_markup_and_fills_no_other_place() {
        let text = ReturnPageText {
            language: "en".to_owned(),
            title: "{{paragraphs}}".to_owned(),
            heading: "<h1>".to_owned(),
            paragraphs: vec!["a & b".to_owned(), "c".to_owned()],
        };
        let html = html(&text);
        assert!(
            html.contains("<html lang=\"en\">") && html.contains("<title>{{paragraphs}}</title>"),
            "{html}"
        );
        assert!(html.contains("<h1>&lt;h1&gt;</h1>\n<p>a &amp; b</p>\n<p>c</p>\n</main>"), "{html}");
    }
}

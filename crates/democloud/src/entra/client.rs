//! Registered applications and the addresses that answers may be sent to.
//!
//! Rules: <https://learn.microsoft.com/entra/identity-platform/reply-url>.

use url::Url;

use crate::state::{Application, State};

/// The application with this id.
pub(crate) fn find(state: &State, client_id: &str) -> Option<Application> {
    state.applications.iter().find(|known| known.client_id.eq_ignore_ascii_case(client_id)).cloned()
}

/// The redirect address, if the application has registered it. On loopback the port may be any.
pub(crate) fn trusted_redirect(application: &Application, asked: &str) -> Option<Url> {
    if asked.len() > 256 {
        return None;
    }
    let asked = Url::parse(asked).ok()?;
    application
        .redirect_uris
        .iter()
        .filter_map(|registered| Url::parse(registered).ok())
        .any(|registered| is_same(&registered, &asked))
        .then_some(asked)
}

fn is_same(registered: &Url, asked: &Url) -> bool {
    let is_loopback = matches!(registered.host_str(), Some("localhost" | "127.0.0.1"));
    asked.username().is_empty()
        && asked.password().is_none()
        && asked.fragment().is_none()
        && registered.scheme() == asked.scheme()
        && registered.host_str() == asked.host_str()
        && (is_loopback || registered.port_or_known_default() == asked.port_or_known_default())
        && registered.path() == asked.path()
        && registered.query() == asked.query()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_port_of_a_loopback_address_is_free() {
        let application = Application {
            id: String::new(),
            client_id: String::new(),
            tenant_id: String::new(),
            is_multi_tenant: false,
            is_public: true,
            created_at: jiff::Timestamp::UNIX_EPOCH,
            secrets: Vec::new(),
            certificates: Vec::new(),
            display_name: String::new(),
            redirect_uris: vec!["http://localhost".to_owned(), "https://app.example/back".to_owned()],
            family: false,
        };
        let check = |asked: &str, expected: bool| {
            assert_eq!(trusted_redirect(&application, asked).is_some(), expected, "{asked}");
        };
        check("http://localhost", true);
        check("http://localhost:51234", true);
        check("http://localhost:51234/", true);
        check("http://localhost:51234/other", false);
        check("http://localhost:51234/?x=1", false);
        check("http://localhost:51234/#x", false);
        check("https://localhost:51234", false);
        check("http://127.0.0.1:51234", false);
        check("http://localhost.evil.example:51234", false);
        check("http://localhost:51234@evil.example", false);
        check("http://user@localhost:51234", false);
        check("https://app.example/back", true);
        check("https://app.example/Back", false);
        check("https://app.example:8443/back", false);
        check("javascript:alert(1)", false);
        check("", false);
    }
}

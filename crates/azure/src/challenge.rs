//! What a 401 says in its `WWW-Authenticate` headers (RFC 9110 §11.6.1).

use latchkey_http::Response;

/// The values of a parameter in every challenge for bearer tokens. A header that is not in the grammar says nothing.
pub(crate) fn bearer_parameters(response: &Response, name: &str) -> Vec<String> {
    response.headers("www-authenticate").flat_map(|header| parameters(header, name)).collect()
}

/// The same of one header, which may hold several challenges.
pub(crate) fn parameters(header: &str, name: &str) -> Vec<String> {
    let challenges = http_auth::parse_challenges(header).unwrap_or_default().into_iter();
    let of_bearer = challenges.filter(|challenge| challenge.scheme.eq_ignore_ascii_case("Bearer"));
    let named =
        of_bearer.flat_map(|challenge| challenge.params).filter(|(key, _)| key.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.to_unescaped()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_found_in_every_spelling() {
        let check = |header: &str, expected: &[&str]| {
            assert_eq!(parameters(header, "claims"), expected, "{header}");
        };
        check(r#"Bearer claims="e30=""#, &["e30="]);
        check(r#"bearer realm="", error="insufficient_claims", Claims="e30=", client_id=x"#, &["e30="]);
        check(r#"Bearer claims="a", Bearer claims="b""#, &["a", "b"]);
        check(r#"Basic realm="claims", Bearer error_description="a \"claims=\" b""#, &[]);
        check(r#"Basic claims="a""#, &[]);
        check(r#"Bearer claims="a"#, &[]);
        check("", &[]);
    }
}

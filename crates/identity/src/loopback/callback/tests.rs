//! Tables of returns, good and hostile.

use super::*;

fn expected() -> Expected {
    Expected {
        host: "localhost".to_owned(),
        state: Secret::new("S"),
        issuer: Issuer::Entra("https://a.example/{tenantid}/v2.0".to_owned()),
        names_issuer: false,
    }
}

fn check(text: &str, wanted: &str) {
    let got = match check_callback(text.as_bytes(), &expected()) {
        None => "None".to_owned(),
        // EXPOSE: a test compares the code that it made up.
        Some(Ok(code)) => format!("Code {}", code.expose()),
        Some(Err(error)) => format!("{error:?}"),
    };
    assert!(got.starts_with(wanted), "{text}: {got} is not {wanted}");
}

#[test]
fn a_code_with_the_right_state_is_taken() {
    check("code=C&state=S&session_state=x", "Code C");
    check("state=S&code=a%2Bb%20c&unknown=1&unknown=2", "Code a+b c");
    check(
        "code=C&state=S&iss=https%3A%2F%2Fa.example%2F0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11%2Fv2.0",
        "Code C",
    );
}

#[test]
fn the_state_comes_first() {
    for text in [
        "code=C",
        "code=C&state=",
        "code=C&state=s",
        "code=C&state=SS",
        "error=access_denied",
        "state=x",
        "error=x&state=%00",
    ] {
        check(text, "WrongState");
    }
}

#[test]
fn another_issuer_is_refused() {
    check("code=C&state=S&iss=https%3A%2F%2Fevil.example%2Fv2.0", "WrongIssuer");
    check("code=C&state=S&iss=", "WrongIssuer");
    let promised = Expected { names_issuer: true, ..expected() };
    assert!(matches!(check_callback(b"code=C&state=S", &promised), Some(Err(SignInError::WrongIssuer))));
}

#[test]
fn what_occurs_twice_or_contradicts_itself_is_refused() {
    for text in [
        "code=C&code=D&state=S",
        "code=C&state=S&state=S",
        "code=C&state=S&error=x",
        "code=&state=S",
        "state=S",
        "code=C&state=S&iss=a&iss=b",
    ] {
        check(text, "UnexpectedCallback");
    }
}

#[test]
fn refusals_are_sorted_by_who_can_act() {
    check("error=access_denied&state=S", "Denied");
    check("error=access_denied&error_subcode=cancel&state=S", "Denied");
    check("error=access_denied&state=S&error_description=AADSTS65004%3A+User+declined+to+consent", "Denied");
    check("error=consent_required&state=S", "ConsentRequired");
    check("error=access_denied&state=S&error_description=AADSTS90094%3A+Admin+consent", "ConsentRequired");
    check("error=access_denied&state=S&error_description=AADSTS53003%3A+Blocked", "Entra");
    check("error=server_error&state=S", "Entra");
}

#[test]
fn what_is_no_return_does_not_end_the_attempt() {
    for text in ["", "&&&", "x=1", "iss=https%3A%2F%2Fa.example", "error_description=x"] {
        check(text, "None");
    }
}

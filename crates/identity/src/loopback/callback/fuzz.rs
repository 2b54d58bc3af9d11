//! Returns that somebody made up: there is a code only where everything is this attempt's.

use latchkey_fuzz::{for_a_while, near, near_text};
use proptest::{collection::vec, prelude::*};

use super::*;

const STATE: &str = "a-state_that.nobody~guesses";
const RETURNS: [&str; 5] = [
    "code=C&state=a-state_that.nobody~guesses&session_state=x",
    "code=a%2Bb%20c&state=a-state_that.nobody%7Eguesses&iss=https%3A%2F%2Fa.example%2F0c6e1c3a-5f7e-4bbd-9c0e-6d6a4f6a9b11%2Fv2.0",
    "error=access_denied&error_subcode=cancel&error_description=AADSTS65004%3A+x&state=a-state_that.nobody~guesses",
    "code=C&state=a-state_that.nobody~guesses&code=D",
    "code=C&state=another",
];

fn expected(names_issuer: bool) -> Expected {
    let issuer = Issuer::Entra("https://a.example/{tenantid}/v2.0".to_owned());
    Expected { host: "localhost".to_owned(), state: Secret::new(STATE), issuer, names_issuer }
}

#[test]
fn a_code_is_taken_only_from_a_return_that_is_right_in_everything() {
    for_a_while(&(near(&RETURNS.map(str::as_bytes)), any::<bool>()), |(text, names_issuer)| {
        let Some(Ok(code)) = check_callback(&text, &expected(names_issuer)) else { return };
        let pairs: Vec<(String, String)> = form_urlencoded::parse(&text).into_owned().collect();
        let of = |wanted: &str| -> Vec<&str> {
            pairs.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value.as_str()).collect()
        };
        assert_eq!(of("state"), [STATE]);
        // EXPOSE: the target compares the code that it made up.
        assert_eq!(of("code"), [code.expose()]);
        assert!(!code.is_empty() && of("error").is_empty());
        match of("iss").as_slice() {
            [] => assert!(!names_issuer),
            [issuer] => assert!(issuer.starts_with("https://a.example/") && issuer.ends_with("/v2.0")),
            more => panic!("{more:?} are several issuers"),
        }
    });
}

#[test]
fn only_the_state_opens_the_door() {
    for_a_while(&vec(any::<u8>(), 0..200), |text| {
        assert!(!matches!(check_callback(&text, &expected(false)), Some(Ok(_))));
    });
}

#[test]
fn any_other_state_is_refused() {
    for_a_while(&(near_text(&[STATE, "", "%"]), ".+", any::<bool>()), |(state, code, is_error)| {
        if state == STATE {
            return;
        }
        let name = if is_error { "error" } else { "code" };
        let pairs = [(name, code.as_str()), ("state", state.as_str())];
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        assert!(matches!(
            check_callback(text.as_bytes(), &expected(false)),
            Some(Err(SignInError::WrongState))
        ));
    });
}

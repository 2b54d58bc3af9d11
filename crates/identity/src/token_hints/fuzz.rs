//! Access tokens of anybody's making: hints are short texts, or there are none.

use latchkey_fuzz::{for_a_while, near, near_text};

use super::*;

#[test]
fn anything_is_survived() {
    for_a_while(
        &near_text(&["eyJhbGciOiJub25lIn0.eyJ0aWQiOiJUIiwib2lkIjoiTyJ9.c", "a.e30=.c", ".."]),
        |text| {
            TokenHints::read(&Secret::new(text));
        },
    );
}

#[test]
fn hints_are_short_texts() {
    let claims: [&[u8]; 2] = [
        br#"{"tid":"T","oid":" O ","appid":"a","azp":"b","upn":"","unique_name":"ada","name":"Ada","app_displayname":"x"}"#,
        br#"{"tid":1,"oid":null,"upn":["x"]}"#,
    ];
    for_a_while(&near(&claims), |bytes| {
        let hints = TokenHints::read(&Secret::new(format!("x.{}.y", URL_SAFE_NO_PAD.encode(bytes))));
        let TokenHints {
            tenant_id,
            object_id,
            client_id,
            user_name,
            display_name,
            application_name,
            audience,
        } = &hints;
        let texts = [tenant_id, object_id, client_id, user_name, display_name, application_name, audience];
        let is_short = |text: &String| !text.is_empty() && text.len() <= 256 && text.trim() == text;
        assert!(texts.into_iter().flatten().all(is_short), "{hints:?}");
    });
}

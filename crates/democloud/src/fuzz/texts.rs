//! Texts and bytes that are parsed before the caller is known: URIs, headers, forms, cookies, tokens, snapshots.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, Method, Uri},
};
use latchkey_fuzz::for_a_while;
use latchkey_types::{OsEntropy, Secret};
use proptest::{collection::vec, prelude::*};

use crate::{call::Call, paging, seed, state::State};

#[test]
fn any_uri_header_and_body_is_read() {
    let texts = ("[ -~]{0,80}", "[ -~]{0,80}", vec(any::<u8>(), 0..80), vec(any::<u8>(), 0..200));
    for_a_while(&texts, |(path, query, header, body)| {
        let Ok(uri) = format!("/{path}?{query}").parse::<Uri>() else { return };
        let mut headers = HeaderMap::new();
        if let Ok(value) = HeaderValue::from_bytes(&header) {
            for name in ["authorization", "cookie", "client-request-id", "origin"] {
                headers.insert(name, value.clone());
            }
        }
        let call = Call::new(String::new(), Method::POST, &uri, headers, Bytes::from(body), "id".to_owned());
        let _parts =
            (call.route(), call.form().text("a").is_some(), call.cookie("a"), call.bearer().is_some());
        assert!(call.correlation_id.len() <= 64);
        let _page = paging::page(Vec::<()>::new(), 2, &call, "$skip", || 0, |()| serde_json::Value::Null);
    });
}

#[test]
fn no_text_is_a_token_by_chance() {
    let state =
        seed::company(&seed::Seed::BuiltIn, &OsEntropy, "2026-03-02T09:30:00Z".parse().unwrap()).unwrap();
    let texts = prop_oneof![
        "[ -~]{0,120}",
        "[A-Za-z0-9_-]{0,60}\\.[A-Za-z0-9_-]{0,60}\\.[A-Za-z0-9_-]{0,60}",
        vec(any::<u8>(), 0..80).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
    ];
    for_a_while(&texts, |text| assert!(state.signer.verify(&Secret::new(text)).is_none()));
}

#[test]
fn a_damaged_snapshot_is_refused_or_whole() {
    let whole = serde_json::to_vec(
        &seed::company(&seed::Seed::BuiltIn, &OsEntropy, "2026-03-02T09:30:00Z".parse().unwrap()).unwrap(),
    )
    .unwrap();
    let damages = (any::<prop::sample::Index>(), any::<u8>(), any::<bool>());
    for_a_while(&damages, |(at, byte, is_cut)| {
        let mut damaged = whole.clone();
        let at = at.index(damaged.len());
        if is_cut {
            damaged.truncate(at);
        } else {
            damaged[at] = byte;
        }
        let _read = serde_json::from_slice::<State>(&damaged);
    });
}

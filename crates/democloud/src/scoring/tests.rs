//! Entra tokens of applications, which no test from outside can have without a secret of theirs.

use std::sync::Arc;

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri},
};
use latchkey_types::{ManualClock, OsEntropy};
use serde_json::json;

use super::answer;
use crate::{call::Call, core::Core, seed};

/// The status that a call of an endpoint with a token for an application gets.
fn status_for(application: &str, audience: &str) -> StatusCode {
    let entropy = Arc::new(OsEntropy);
    let clock = Arc::new(ManualClock::leaping("2026-03-02T09:30:00Z".parse().unwrap()));
    let core = Core::new(
        seed::company(&seed::Seed::BuiltIn, &*entropy, latchkey_types::Clock::now(&*clock)).unwrap(),
        Vec::new(),
        clock,
        entropy,
    );
    core.with_state(|state| {
        let principal = state.service_principals.iter().find(|one| one.display_name == application).unwrap();
        let token = state.signer.sign(&json!({
            "aud": audience,
            "exp": core.now().as_second() + 60,
            "oid": principal.id,
            "tid": principal.tenant_id,
        }));
        let mut headers = HeaderMap::new();
        // EXPOSE: the test calls with a token that it made itself.
        let value = HeaderValue::from_str(&format!("Bearer {}", token.expose())).unwrap();
        headers.insert("authorization", value);
        let uri: Uri = "/scoring/westeurope/depot-assign/score".parse().unwrap();
        let call = Call::new(
            String::new(),
            Method::POST,
            &uri,
            headers,
            Bytes::from_static(b"[1]"),
            "id".to_owned(),
        );
        answer(&core, state, &call).status
    })
}

#[test]
fn applications_score_by_what_their_roles_allow() {
    let check = |application: &str, audience: &str, expected: StatusCode| {
        assert_eq!(status_for(application, audience), expected, "{application} {audience}");
    };
    check("github-deploy", "https://ml.azure.com", StatusCode::OK);
    check("github-deploy", "https://management.azure.com", StatusCode::UNAUTHORIZED);
    check("quote-portal", "https://ml.azure.com", StatusCode::UNAUTHORIZED);
}

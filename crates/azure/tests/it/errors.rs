//! Errors in every form in which Azure's services tell them.

use std::time::Duration;

use latchkey_azure::{ServiceError, ServiceErrorKind, subscriptions};
use serde_json::json;
use wiremock::ResponseTemplate;

use super::{Stage, status};

async fn check(answer: ResponseTemplate, expected: ServiceError) {
    let stage = Stage::set().await;
    stage.answers([answer]).await;
    let error = subscriptions::list(&stage.azure).await.unwrap_err();
    assert_eq!(error.service(), Some(&expected));
}

fn error(kind: ServiceErrorKind, status: u16) -> ServiceError {
    ServiceError {
        kind,
        status,
        code: None,
        message: None,
        missing_action: None,
        correlation_id: None,
        retry_after: None,
    }
}

fn told(kind: ServiceErrorKind, status: u16, code: &str, message: &str) -> ServiceError {
    ServiceError { code: Some(code.to_owned()), message: Some(message.to_owned()), ..error(kind, status) }
}

#[tokio::test]
async fn every_envelope_is_read() {
    use ServiceErrorKind::Rejected;
    let expected = || told(Rejected, 409, "A", "b");
    check(status(409).set_body_json(json!({"error": {"code": "A", "message": "b"}})), expected()).await;
    check(status(409).set_body_json(json!({"Code": "A", "Message": "b", "Target": null})), expected()).await;
    let object_message = json!({"odata.error": {"code": "A", "message": {"lang": "en", "value": "b"}}});
    check(status(409).set_body_json(object_message), expected()).await;
    check(status(409).set_body_string("\u{feff}{\"code\": \"A\", \"message\": \" b \"}"), expected()).await;
    check(status(409).set_body_json(json!({"code": 7, "message": "b"})), told(Rejected, 409, "7", "b")).await;
    let only_text = ServiceError { message: Some("b".to_owned()), ..error(Rejected, 409) };
    check(status(409).set_body_json(json!("b")), only_text).await;
    for body in ["", "<html>b</html>", "null", "[]", "{\"error\": {\"message\": null}}"] {
        check(status(409).set_body_string(body), error(Rejected, 409)).await;
    }
}

#[tokio::test]
async fn a_401_ends_the_session_only_if_it_speaks_of_the_token() {
    use ServiceErrorKind::{Rejected, Unauthenticated};
    let coded = |code: &str| status(401).set_body_json(json!({"error": {"code": code, "message": "m"}}));
    for code in ["ExpiredAuthenticationToken", "invalidauthenticationtoken", "AuthenticationFailed"] {
        check(coded(code), told(Unauthenticated, 401, code, "m")).await;
    }
    check(coded("Unauthorized"), told(Rejected, 401, "Unauthorized", "m")).await;
    check(status(401), error(Rejected, 401)).await;
    let challenged = status(401).insert_header("www-authenticate", "Bearer");
    check(challenged, error(Unauthenticated, 401)).await;
    let v1 = json!({"code": "Unauthorized", "statusCode": 401, "message": "Unauthorized",
                    "details": [{"code": "InvalidOrExpiredToken", "message": "x"}]});
    let expected = told(Unauthenticated, 401, "Unauthorized", "Unauthorized");
    check(status(401).set_body_json(v1), expected).await;
}

#[tokio::test]
async fn a_refusal_names_the_missing_action_wherever_it_stands() {
    let expected = |status, code: &str, message: &str| ServiceError {
        missing_action: Some("N/t/read".to_owned()),
        correlation_id: Some("c-1".to_owned()),
        ..told(ServiceErrorKind::Forbidden, status, code, message)
    };
    let sentence = "The client 'a' does not have authorization to perform action 'N/t/read' over scope '/s'.";
    let plain = json!({"error": {"code": "AuthorizationFailed", "message": sentence}});
    let with_id = |code: u16| status(code).insert_header("x-ms-correlation-request-id", "c-1");
    check(with_id(403).set_body_json(plain), expected(403, "AuthorizationFailed", sentence)).await;
    let hidden = json!({"error": {"code": "UserError", "message": "m", "details": [
        {"code": "ForbiddenError", "message": "Identity does not have permissions for N/t/read actions."}]}});
    check(with_id(400).set_body_json(hidden), expected(400, "ForbiddenError", "m")).await;
}

#[tokio::test]
async fn a_wait_is_read_from_the_header_or_the_words() {
    let throttled = |seconds| ServiceError {
        retry_after: Some(Duration::from_secs(seconds)),
        ..error(ServiceErrorKind::Throttled, 429)
    };
    check(status(429).insert_header("retry-after", "600"), throttled(600)).await;
    let words = json!({"message": "Please try again after '324' seconds."});
    let expected = ServiceError { message: words["message"].as_str().map(str::to_owned), ..throttled(324) };
    check(status(429).set_body_json(words), expected).await;
}

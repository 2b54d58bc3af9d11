//! Lists in pages: where the next page may be, and when a list ends.

use latchkey_azure::{Error, subscriptions};
use latchkey_http::StatusCode;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, matchers::any};

use super::{Stage, json as page, status};

fn row(id: &str) -> Value {
    json!({"subscriptionId": id})
}

#[tokio::test]
async fn a_list_goes_on_until_a_page_names_no_next_one() {
    let stage = Stage::set().await;
    let absolute = format!("{}/subscriptions?api-version=2022-12-01&%24skiptoken=a%2Fb", stage.server.uri());
    stage
        .answers([
            page(&json!({"value": [row("1")], "nextLink": absolute})),
            page(&json!({"value": [], "nextLink": "/subscriptions?$skiptoken=c"})),
            page(&json!({"value": [row("2"), row("1")], "nextLink": "?$skiptoken=d"})),
            page(&json!({"nextLink": "?$skiptoken=e"})),
            page(&json!({"Value": [row("3")], "NextLink": null})),
        ])
        .await;
    let ids: Vec<String> =
        subscriptions::list(&stage.azure).await.unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(ids, ["1", "2", "1", "3"]);
    insta::assert_snapshot!(stage.asked().await.join("\n"), @r"
    GET /subscriptions?api-version=2022-12-01
    GET /subscriptions?api-version=2022-12-01&%24skiptoken=a%2Fb
    GET /subscriptions?$skiptoken=c
    GET /subscriptions?$skiptoken=d
    GET /subscriptions?$skiptoken=e
    ");
}

#[tokio::test]
async fn an_absent_or_empty_next_link_is_the_end() {
    for last in [json!({"value": [row("1")]}), json!({"value": [row("1")], "nextLink": ""})] {
        let stage = Stage::set().await;
        stage.answers([page(&last)]).await;
        assert_eq!(subscriptions::list(&stage.azure).await.unwrap().len(), 1);
        assert_eq!(stage.asked().await.len(), 1);
    }
}

#[tokio::test]
async fn a_next_link_that_leads_elsewhere_gets_no_token_and_no_request() {
    let elsewhere = MockServer::start().await;
    Mock::given(any()).respond_with(status(200)).mount(&elsewhere).await;
    let own = |stage: &Stage| stage.server.address().port();
    let stage = Stage::set().await;
    let foreign = [
        elsewhere.uri(),
        format!("http://me:pw@127.0.0.1:{}/subscriptions", own(&stage)),
        format!("https://127.0.0.1:{}/subscriptions", own(&stage)),
        "//evil.example/subscriptions".to_owned(),
        "file:///etc/passwd".to_owned(),
    ];
    for link in foreign {
        let stage_page = page(&json!({"value": [row("1")], "nextLink": link}));
        stage.server.reset().await;
        stage.answers([stage_page]).await;
        let before = stage.tokens();
        let error = subscriptions::list(&stage.azure).await.unwrap_err();
        assert!(matches!(error, Error::ForeignAddress { .. }), "{link}: {error:?}");
        assert_eq!((stage.tokens() - before, stage.asked().await.len()), (1, 1), "{link}");
    }
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_list_that_leads_back_to_a_page_is_not_followed_for_ever() {
    let stage = Stage::set().await;
    stage.answers([page(&json!({"value": [row("1")], "nextLink": "?page=2"}))]).await;
    let error = subscriptions::list(&stage.azure).await.unwrap_err();
    assert!(matches!(error, Error::Incomplete { .. }), "{error:?}");
    assert_eq!(stage.asked().await.len(), 2);
}

#[tokio::test]
async fn a_list_without_end_is_given_up_after_a_thousand_pages() {
    let stage = Stage::set().await;
    let endless = |request: &wiremock::Request| {
        let page_number = request.url.query().unwrap_or_default().len();
        page(&json!({"value": [], "nextLink": format!("/subscriptions?{}", "n".repeat(page_number + 1))}))
    };
    Mock::given(any()).respond_with(endless).mount(&stage.server).await;
    let error = subscriptions::list(&stage.azure).await.unwrap_err();
    assert!(matches!(error, Error::Incomplete { .. }), "{error:?}");
    assert_eq!(stage.asked().await.len(), 1_000);
}

#[tokio::test]
async fn a_redirect_is_an_error_and_not_a_way() {
    let elsewhere = MockServer::start().await;
    let stage = Stage::set().await;
    for code in [301, 302, 307, 308] {
        stage.server.reset().await;
        stage.answers([status(code).insert_header("location", elsewhere.uri().as_str())]).await;
        let error = subscriptions::list(&stage.azure).await.unwrap_err();
        let service = error.service().unwrap();
        assert_eq!(StatusCode::from_u16(service.status).unwrap().as_u16(), code);
    }
    assert_eq!(elsewhere.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_page_that_is_no_list_has_no_rows_and_one_that_is_no_json_is_an_error() {
    let stage = Stage::set().await;
    stage.answers([status(200)]).await;
    assert_eq!(subscriptions::list(&stage.azure).await.unwrap(), []);
    stage.server.reset().await;
    stage.answers([status(200).set_body_string("<html>")]).await;
    assert!(matches!(subscriptions::list(&stage.azure).await.unwrap_err(), Error::Http(_)));
}

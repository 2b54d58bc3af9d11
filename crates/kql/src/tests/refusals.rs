//! What is refused, with which code, and where.

use serde_json::json;

use super::{
    super::error::{ErrorCode, Place},
    *,
};

fn refused(query: &str) -> QueryError {
    match find(query) {
        Err(error) => error,
        Ok(output) => panic!("{query} found {output:?}"),
    }
}

#[test]
fn azures_recorded_answers_are_given() {
    assert_eq!(
        refused("where where").details(),
        [
            json!({"code": "InvalidQuery", "message": "Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying."}),
            json!({"code": "ParserFailure", "message": "ParserFailure", "line": 1, "characterPositionInLine": 11, "token": "<EOF>"}),
        ]
    );
    assert_eq!(
        refused("resources | project cout()").details()[1],
        json!({"code": "UnknownFunction", "message": "Unknown function: 'cout'.", "line": 1, "characterPositionInLine": 20, "token": "cout"})
    );
    // A token at the start of a line has no position, because Azure leaves out zero.
    assert_eq!(
        refused("resources\n< 5").details()[1],
        json!({"code": "ParserFailure", "message": "ParserFailure", "line": 2, "token": "<"})
    );
}

#[test]
fn refusals_name_the_place_and_the_word() {
    for (query, code, line, character, token) in [
        ("resources | where name == ", ErrorCode::ParserFailure, 1, 26, Some("<EOF>")),
        ("resources | where name === 'a'", ErrorCode::ParserFailure, 1, 25, Some("=")),
        ("resources |\n  where name == 'it", ErrorCode::ParserFailure, 2, 16, Some("'")),
        ("resources\n| project name,", ErrorCode::ParserFailure, 2, 15, Some("<EOF>")),
        ("resources | where (name == 'a'", ErrorCode::ParserFailure, 1, 30, Some("<EOF>")),
        ("resources name", ErrorCode::ParserFailure, 1, 10, Some("name")),
        ("resources | where name == 1e", ErrorCode::ParserFailure, 1, 26, Some("1e")),
        ("resources | where name ~ 'ä' and §", ErrorCode::ParserFailure, 1, 33, Some("§")),
        ("", ErrorCode::ParserFailure, 1, 0, Some("<EOF>")),
        ("nothing | take 1", ErrorCode::UnknownTable, 1, 0, Some("nothing")),
        ("resources | where nme == 'a'", ErrorCode::UnknownColumn, 1, 18, Some("nme")),
        ("resources | project name | where id == ''", ErrorCode::UnknownColumn, 1, 33, Some("id")),
        ("resources | project-away nope", ErrorCode::UnknownColumn, 1, 25, Some("nope")),
        ("let x = 1; resources", ErrorCode::InvalidQueryLanguage, 1, 0, Some("let")),
        (
            "resources | mv-apply x = tags on (take 1)",
            ErrorCode::InvalidQueryLanguage,
            1,
            12,
            Some("mv-apply"),
        ),
        ("resources | render piechart", ErrorCode::InvalidQueryLanguage, 1, 12, Some("render")),
        ("resources | where name has_all ('a')", ErrorCode::InvalidQueryLanguage, 1, 23, Some("has_all")),
        ("{{/subscriptions/x}} | take 1", ErrorCode::InvalidQueryLanguage, 1, 0, Some("{{")),
        ("resources | join kind=cross (resources) on id", ErrorCode::ParserFailure, 1, 22, Some("cross")),
        ("resources | join (resources) on $left.id", ErrorCode::InvalidQueryLanguage, 1, 32, Some("on")),
        (
            "resources | parse kind=regex id with 'a' b",
            ErrorCode::InvalidQueryLanguage,
            1,
            23,
            Some("parse kind=regex"),
        ),
        ("resources | where name", ErrorCode::TypeMismatch, 1, 18, None),
        ("resources | where name == 5", ErrorCode::TypeMismatch, 1, 26, None),
        ("resources | where name.foo == 5", ErrorCode::TypeMismatch, 1, 18, None),
        ("resources | project name + 1", ErrorCode::TypeMismatch, 1, 27, None),
        (
            "resources | summarize count() by properties.size",
            ErrorCode::TypeMismatch,
            1,
            33,
            Some("summarize"),
        ),
        ("resources | order by properties.size", ErrorCode::TypeMismatch, 1, 21, Some("order by")),
        ("resources | join (resources) on properties", ErrorCode::TypeMismatch, 1, 32, Some("properties")),
        ("resources | summarize sum(name)", ErrorCode::TypeMismatch, 1, 22, Some("sum")),
        ("resources | mv-expand name", ErrorCode::TypeMismatch, 1, 22, None),
        ("resources | project tolower()", ErrorCode::InvalidFunctionArguments, 1, 20, Some("tolower")),
        ("resources | where count() > 1", ErrorCode::UnknownFunction, 1, 18, Some("count")),
        ("resources | where name matches regex '('", ErrorCode::InvalidRegularExpression, 1, 37, Some("(")),
    ] {
        let error = refused(query);
        assert_eq!(
            (error.code, error.place, error.token.as_deref()),
            (code, Some(Place { line, character }), token),
            "{query}: {error}"
        );
    }
    assert_eq!(refused("resources | where (name == 'a'").expected_token.as_deref(), Some(")"));
}

#[test]
fn azures_limits_hold() {
    let joined = |count: usize| {
        format!("resources{}", " | join kind=inner (resources | project id) on id | project id".repeat(count))
    };
    assert!(find(&joined(3)).is_ok());
    assert_eq!(refused(&joined(4)).code, ErrorCode::DisallowedMaxNumberOfRemoteTables);
    let twice =
        "resources | join (authorizationresources) on id | project id | join (authorizationresources) on id";
    assert_eq!(refused(twice).code, ErrorCode::DisallowedMaxNumberOfRemoteTables);
    let expanded = |count: usize| format!("resources{}", " | mv-expand tags".repeat(count));
    assert!(find(&expanded(3)).is_ok());
    assert_eq!(refused(&expanded(4)).code, ErrorCode::DisallowedMaxNumberOfMvExpands);
}

//! Filters that Azure's clients send, and filters that are refused.

use proptest::prelude::*;
use serde_json::json;

use super::*;

const P: &str = "00000000-0000-0000-0000-00000000000a";

fn subject() -> Json {
    json!({
        "id": "a1", "principalId": P, "roleName": "Reader", "type": "CustomRole", "displayName": "Ann O'Neil",
        "resourceType": "Microsoft.MachineLearningServices/workspaces", "tagName": "env", "tagValue": "prod",
        "eventTimestamp": "2026-11-20T10:00:00.1234567Z", "resourceUri": "/subscriptions/S/resourceGroups/rg",
        "accountEnabled": true, "count": 3, "properties": {"scope": "/subscriptions/s"}, "none": null,
    })
}

fn matches(text: &str) -> Result<bool, OptionError> {
    let json = subject();
    let function = |name: &str, arguments: &[Json]| match (name.to_ascii_lowercase().as_str(), arguments) {
        ("atscope", []) => Some(true),
        ("assignedto", [id]) => Some(id == P),
        _ => None,
    };
    Filter::parse(text)?.matches(&Member { json: &json, function })
}

#[test]
fn filters_of_azures_clients_are_answered() {
    for (filter, expected) in [
        ("atScope()", true),
        ("assignedTo('00000000-0000-0000-0000-00000000000a')", true),
        ("assignedTo('x')", false),
        ("atScope() and assignedTo('x')", false),
        ("atscope() and assignedto('00000000-0000-0000-0000-00000000000a')", true),
        ("principalId eq '00000000-0000-0000-0000-00000000000A'", true),
        ("principalId eq 00000000-0000-0000-0000-00000000000a", true),
        ("principalId eq guid'00000000-0000-0000-0000-00000000000a'", true),
        ("roleName eq 'Reader'", true),
        ("roleName eq 'Owner'", false),
        ("type eq 'CustomRole'", true),
        ("resourceType eq 'microsoft.machinelearningservices/Workspaces'", true),
        ("tagName eq 'env' and tagValue eq 'prod'", true),
        (
            "eventTimestamp ge '2026-11-20T00:00:00Z' and eventTimestamp le '2026-11-21T00:00:00Z' and resourceUri eq '/subscriptions/s/resourcegroups/RG'",
            true,
        ),
        ("eventTimestamp ge '2026-11-20T12:00:00+03:00'", true),
        ("eventTimestamp lt 2026-11-20T10:00:00Z", false),
        ("eventTimestamp gt datetime'2026-11-20T10:00:00Z'", true),
        ("displayName eq 'Ann O''Neil'", true),
        ("startswith(displayName,'ann')", true),
        ("startsWith(displayName, 'x')", false),
        ("endswith(displayName,'NEIL')", true),
        ("contains(displayName,'o''')", true),
        ("substringof('Neil', displayName)", true),
        ("startswith(displayName,'x') eq false", true),
        ("tolower(displayName) eq 'ann o''neil'", true),
        ("id in ('a','a1')", true),
        ("id in ('a','b')", false),
        ("not (id in ('a'))", true),
        ("not startswith(displayName,'x')", true),
        ("accountEnabled eq true and count gt 2 and count lt 3.5", true),
        ("accountEnabled", true),
        ("properties/scope eq '/subscriptions/S'", true),
        ("PROPERTIES/Scope ne null", true),
        ("none eq null and missing eq null", true),
        ("missing ne 'x'", true),
        ("missing gt 1", false),
        ("count eq '3'", false),
        ("roleName eq 'Owner' or roleName eq 'Reader' and type eq 'x'", false),
        ("(roleName eq 'Owner' or roleName eq 'Reader') and type eq 'CustomRole'", true),
        ("  roleName  EQ  'Reader'  ", true),
        ("'Reader' eq roleName", true),
    ] {
        assert_eq!(matches(filter), Ok(expected), "{filter}");
    }
}

#[test]
fn refusals_name_the_place() {
    let syntax = |position, token: &str, text: &str| OptionError::Syntax {
        position,
        token: token.to_owned(),
        text: text.to_owned(),
    };
    for (filter, position, token) in [
        ("", 0, ""),
        ("roleName eq", 11, ""),
        ("roleName = 'Reader'", 9, "="),
        ("roleName eq 'Reader", 12, "'"),
        ("roleName eq 'Reader' roleName", 21, "roleName"),
        ("roleName eq 'ä' and", 19, ""),
        ("(roleName eq 'x'", 16, ""),
        ("roleName eq 'x')", 15, ")"),
        ("and roleName eq 'x'", 0, "and"),
        ("id in 'a'", 6, "'a'"),
        ("id in ()", 7, ")"),
        ("count eq 12x", 9, "12x"),
        ("a//b eq 1", 0, "a//b"),
        ("$count eq 1", 0, "$count"),
        ("startswith(a,", 13, ""),
        ("a eq eq", 5, "eq"),
    ] {
        assert_eq!(matches(filter), Err(syntax(position, token, filter)), "{filter}");
    }
    for (filter, position, what) in
        [("owners/any(x:x/id eq 'a')", 0, "any"), ("count add 1 eq 4", 6, "add"), ("a has 'b'", 2, "has")]
    {
        assert_eq!(
            matches(filter),
            Err(OptionError::NotOffered { position, what: what.to_owned() }),
            "{filter}"
        );
    }
    for (filter, position, name) in
        [("true and atScope(1)", 9, "atScope"), ("nope()", 0, "nope"), ("contains(a)", 0, "contains")]
    {
        let error = OptionError::UnknownFunction { position, name: name.to_owned() };
        assert_eq!(matches(filter), Err(error), "{filter}");
    }
    assert_eq!(
        matches("roleName = 'x'").unwrap_err().to_string(),
        "Syntax error at position 9 in 'roleName = 'x'': '=' is not expected here."
    );
}

#[test]
fn a_filter_says_what_it_uses() {
    let filter = Filter::parse(
        "atScope() and principalId eq 'p' and startswith(tolower(displayName),'a') and a/b ge 1",
    )
    .unwrap();
    assert_eq!(filter.properties(), ["principalId", "displayName", "a/b"]);
}

#[test]
fn depth_and_length_are_bounded() {
    for filter in [
        format!("{}a eq 1{}", "(".repeat(5_000), ")".repeat(5_000)),
        format!("{}a", "not ".repeat(5_000)),
        format!("{}a{}", "f(".repeat(5_000), ")".repeat(5_000)),
    ] {
        assert!(matches!(matches(&filter), Err(OptionError::TooDeep { .. })));
    }
    assert_eq!(matches(&"a".repeat(40_000)), Err(OptionError::TooLong));
    assert_eq!(matches(&vec!["id eq 'a1'"; 2_000].join(" and ")), Ok(true));
}

#[test]
fn select_keeps_the_wanted_members_and_annotations() {
    let object = || json!({"@odata.type": "#user", "id": "1", "displayName": "A", "mail": null});
    for (select, expected) in [
        ("id,displayName", json!({"@odata.type": "#user", "id": "1", "displayName": "A"})),
        (" ID , mail", json!({"@odata.type": "#user", "id": "1", "mail": null})),
        ("*", object()),
        ("nope", json!({"@odata.type": "#user"})),
    ] {
        assert_eq!(Select::parse(select).unwrap().apply(object()), expected, "{select}");
    }
    for (select, error) in [
        ("id,,mail", OptionError::Syntax { position: 3, token: ",".to_owned(), text: "id,,mail".to_owned() }),
        ("id,a b", OptionError::Syntax { position: 3, token: "a b".to_owned(), text: "id,a b".to_owned() }),
        ("id, a/b", OptionError::NotOffered { position: 4, what: "a/b".to_owned() }),
    ] {
        assert_eq!(Select::parse(select), Err(error), "{select}");
    }
}

#[test]
fn order_and_top_are_read() {
    let mut objects =
        [json!({"n": "b", "k": 1}), json!({"n": "A", "k": 2}), json!({"k": 1}), json!({"n": "c", "k": 2})];
    OrderBy::parse("k desc, n").unwrap().sort(&mut objects);
    assert_eq!(
        objects,
        [json!({"n": "A", "k": 2}), json!({"n": "c", "k": 2}), json!({"k": 1}), json!({"n": "b", "k": 1})]
    );
    for order in ["", "n up", "n asc desc", "n,,k", "n(1)"] {
        assert!(matches!(OrderBy::parse(order), Err(OptionError::Syntax { .. })), "{order}");
    }
    assert_eq!(top("5", 999), Ok(5));
    for bad in ["0", "1000", "-1", "x", "", "1.5", "99999999999999999999999"] {
        assert_eq!(
            top(bad, 999),
            Err(OptionError::Top { value: bad.to_owned(), least: 1, most: 999 }),
            "{bad}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,120}") {
        let _ = matches(&text);
        let _ = Select::parse(&text);
        let _ = OrderBy::parse(&text);
        let _ = top(&text, 999);
    }

    #[test]
    fn no_heap_of_words_makes_it_panic(words in prop::collection::vec(prop::sample::select(vec![
        "and", "or", "not", "eq", "ne", "ge", "in", "(", ")", ",", "'a'", "''", "'", "id", "a/b", "/", "atScope()",
        "startswith(", "assignedTo(", "contains(displayName,'a')", "1", "-", "-1.5", "2026-11-20T10:00:00Z", "true", "null", "any(", "x:", "ü", "guid'",
    ]), 0..30)) {
        let _ = matches(&words.join(" "));
        let _ = matches(&words.concat());
    }

    #[test]
    fn a_quoted_text_is_read_back(text in "\\PC{0,40}") {
        let filter = Filter::parse(&format!("a eq '{}'", text.replace('\'', "''"))).unwrap();
        let json = json!({"a": text});
        let is_read_back = filter.matches(&Member { json: &json, function: |_: &str, _: &[Json]| None });
        prop_assert!(is_read_back.unwrap());
    }
}

//! Queries that want to take the process down.

use proptest::prelude::*;

use super::{super::error::ErrorCode, *};

#[test]
fn hostile_queries_end_with_an_error_and_not_with_the_process() {
    let deep = |open: &str, middle: &str, close: &str| {
        format!("resources | where {}{middle}{}", open.repeat(5_000), close.repeat(9_000))
    };
    let doubling = |start: &str, step: &str| {
        format!("resources | extend x = {start}{}", format!(" | extend x = {step}").repeat(60))
    };
    let all = "(resources | extend k = 1)".to_owned();
    for (query, code) in [
        (format!("resources | where name == '{}'", "a".repeat(200_000)), ErrorCode::QueryTooLarge),
        (deep("(", "true", ")"), ErrorCode::QueryTooDeep),
        (deep("not(", "true", ")"), ErrorCode::QueryTooDeep),
        (deep("-", "1 == 1", ""), ErrorCode::QueryTooDeep),
        (deep("tolower(", "name", ") == ''"), ErrorCode::QueryTooDeep),
        (deep("tags[", "0", "] == ''"), ErrorCode::QueryTooDeep),
        (format!("resources | where dynamic({}) == 1", "[".repeat(9_000)), ErrorCode::QueryTooDeep),
        ("(".repeat(9_000), ErrorCode::QueryTooDeep),
        (doubling("'0123456789'", "strcat(x, x)"), ErrorCode::QueryTooExpensive),
        (doubling("'0123456789'", "replace_string(x, '0', '00000000')"), ErrorCode::QueryTooExpensive),
        (doubling("'0123456789'", "replace('.', '0000', x)"), ErrorCode::QueryTooExpensive),
        (doubling("dynamic([1])", "pack_array(x, x)"), ErrorCode::QueryTooExpensive),
        (doubling("dynamic([1])", "array_concat(x, x)"), ErrorCode::QueryTooExpensive),
        (
            format!("resources | extend x = dynamic([1]){}", " | extend x = pack_array(x)".repeat(300)),
            ErrorCode::QueryTooDeep,
        ),
        (
            format!("resources | extend k = 1{}", format!(" | union {all}, {all}, {all}").repeat(3))
                + " | join kind=inner (resources | extend k = 1) on k",
            ErrorCode::DisallowedMaxNumberOfRemoteTables,
        ),
        (
            "resources | where name matches regex '(a{1000}){1000}'".to_owned(),
            ErrorCode::InvalidRegularExpression,
        ),
    ] {
        let start: String = query.chars().take(80).collect();
        assert_eq!(find(&query).expect_err(&start).code, code, "{start}");
    }
}

#[test]
fn rows_that_multiply_are_bounded() {
    let many: Vec<_> =
        (0..3_000).map(|number| Map::from_iter([("name".to_owned(), format!("n{number}").into())])).collect();
    let tables = |_: &str| Some(Table::standard(many.clone()));
    let squared = "resources | project k = 1, name | join kind=inner (resources | project k = 1, name) on k";
    assert_eq!(run(squared, &tables, now()).unwrap_err().code, ErrorCode::QueryTooExpensive);
    let patterns = "resources | where 'x' matches regex strcat('^', name, '[a-z]{50}')";
    assert_eq!(run(patterns, &tables, now()).unwrap_err().code, ErrorCode::QueryTooExpensive);
    let doubled = " | extend x = strcat(x, x)".repeat(16);
    for greedy in [
        // One large value in many cells is small until it is written out.
        format!("resources | extend x = '0123456789'{doubled}"),
        format!("resources | project {}", vec!["properties"; 501].join(", ")),
        format!("resources | summarize n = {}1", "count() + ".repeat(600)),
        format!("resources | order by {}", vec!["name"; 500].join(", ")),
    ] {
        assert_eq!(run(&greedy, &tables, now()).unwrap_err().code, ErrorCode::QueryTooExpensive);
    }
    assert_eq!(
        run("resources | where name matches regex '^n1.*9$' | count", &tables, now()).unwrap().rows[0][0],
        111
    );
}

#[test]
fn long_flat_queries_work() {
    let ids = vec!["'0123456789'"; 5_000].join(", ");
    check(&format!("resources | where id in~ ({ids}) | count"), serde_json::json!([{"Count": 0}]));
    let chain = vec!["name == 'kv'"; 5_000].join(" or ");
    check(&format!("resources | where {chain} | count"), serde_json::json!([{"Count": 1}]));
    let sum = vec!["1"; 20_000].join("+");
    check(&format!("resources | take 1 | project x = {sum}"), serde_json::json!([{"x": 20_000}]));
    let steps = " | extend x = 1".repeat(5_000);
    check(&format!("resources{steps} | count"), serde_json::json!([{"Count": 3}]));
}

/// Words that grammars are made of, so that more than the lexer is reached.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "resources",
        "| where",
        "| project",
        "| extend",
        "| summarize",
        "by",
        "| order by",
        "| join",
        "kind=inner",
        "on",
        "| union",
        "| mv-expand",
        "| parse",
        "with",
        "| take",
        "| top",
        "| distinct",
        "| count",
        "| project-away",
        "name",
        "id",
        "properties",
        "properties.size",
        "tags['a']",
        "x",
        "x =",
        "$left.id",
        "$right.id",
        "*",
        "**",
        "==",
        "!=",
        "=~",
        "!~",
        "<",
        ">=",
        "contains",
        "!has",
        "in (",
        "in~ (",
        "between (",
        "..",
        "matches regex",
        "and",
        "or",
        "not(",
        "(",
        ")",
        "[",
        "]",
        ",",
        "+",
        "-",
        "/",
        "%",
        ".",
        ";",
        "{",
        "}",
        "'a'",
        "''",
        "'('",
        "1",
        "-9223372036854775807",
        "9223372036854775807",
        "1.5",
        "1e308",
        "1d",
        "99999999d",
        "true",
        "now()",
        "datetime(2026-01-01)",
        "datetime(9999-12-31)",
        "timespan(1.0)",
        "dynamic([1,'a',{'b':null}])",
        "int(null)",
        "strcat(",
        "split(",
        "substring(",
        "tolower(",
        "tostring(",
        "toint(",
        "bin(",
        "round(",
        "iff(",
        "case(",
        "count()",
        "sum(",
        "avg(",
        "make_set(",
        "arg_max(",
        "pack(",
        "bag_keys(",
        "parse_json(",
        "extract(",
        "replace(",
        "datetime_add(",
        "datetime_diff(",
        "ago(",
        "array_length(",
        "indexof(",
        "trim(",
        "format_datetime(",
        "abs(",
        "asc",
        "desc",
        "nulls first",
        "limit 5",
        "to typeof(long)",
        "// note\n",
        "\n",
        "ü",
        "𝄞",
    ])
}

/// Expressions that are well formed, whatever they mean.
fn expression() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "name",
        "properties",
        "properties.size",
        "tags",
        "1",
        "-7",
        "0",
        "9223372036854775807",
        "2.5",
        "1e308",
        "'a.b'",
        "''",
        "'[a-z]+'",
        "'day'",
        "1d",
        "-99999999d",
        "now()",
        "datetime(9999-12-31)",
        "true",
        "dynamic([1,'a'])",
        "dynamic({'a':{}})",
        "int(null)",
        "'𝄞ü'",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(5, 60, 4, |inner| {
        let call = prop::sample::select(vec![
            "strcat",
            "split",
            "substring",
            "tolower",
            "tostring",
            "tolong",
            "todouble",
            "todatetime",
            "totimespan",
            "tobool",
            "parse_json",
            "bin",
            "round",
            "iff",
            "case",
            "coalesce",
            "pack",
            "pack_array",
            "bag_keys",
            "extract",
            "replace",
            "replace_string",
            "replace_regex",
            "trim",
            "indexof",
            "datetime_add",
            "datetime_diff",
            "ago",
            "format_datetime",
            "startofday",
            "startofyear",
            "array_length",
            "array_index_of",
            "abs",
            "ceiling",
            "max_of",
            "strcat_delim",
            "set_has_element",
            "isnull",
            "isempty",
            "not",
            "gettype",
            "strcat_array",
            "bag_merge",
        ]);
        let operator = prop::sample::select(vec![
            "==",
            "!=",
            "=~",
            "<",
            ">=",
            "contains",
            "has",
            "!has",
            "hasprefix",
            "startswith",
            "+",
            "-",
            "*",
            "/",
            "%",
            "and",
            "or",
            "matches regex",
        ]);
        prop_oneof![
            (call, prop::collection::vec(inner.clone(), 1..4))
                .prop_map(|(name, of)| format!("{name}({})", of.join(", "))),
            (inner.clone(), operator, inner.clone())
                .prop_map(|(left, how, right)| format!("({left} {how} {right})")),
            (inner.clone(), inner.clone()).prop_map(|(base, index)| format!("todynamic({base})[{index}]")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(of, low, high)| format!("({of} between ({low} .. {high}))")),
            (inner.clone(), prop::collection::vec(inner, 1..4))
                .prop_map(|(of, list)| format!("({of} in~ ({}))", list.join(", "))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        let _ = find(&text);
        let _ = find(&format!("resources | where {text}"));
    }

    #[test]
    fn no_heap_of_words_makes_it_panic(words in prop::collection::vec(word(), 0..40)) {
        let _ = find(&format!("resources {}", words.join(" ")));
    }

    #[test]
    fn no_expression_makes_it_panic(first in expression(), second in expression()) {
        for query in [
            format!("resources | extend v = {first}"),
            format!("resources | where todynamic({first}) == todynamic({second})"),
            format!("resources | order by tostring({first}) asc, tolong(todynamic({second}))"),
            format!("resources | summarize take_any({first}), make_set({second}) by tostring({first})"),
            format!("resources | mv-expand v = todynamic({first}), w = todynamic({second})"),
            format!("resources | project k = tostring({first}) | join kind=fullouter (resources | project k = tostring({second})) on k"),
        ] {
            if let Ok(output) = find(&query) {
                prop_assert!(output.rows.iter().all(|row| row.len() == output.columns.len()));
            }
        }
    }
}

#[test]
fn the_deepest_query_that_is_allowed_fits_into_a_third_of_a_threads_stack() {
    let levels = 28;
    let nested = |open: &str, middle: &str, close: &str| {
        format!("{}{middle}{}", open.repeat(levels), close.repeat(levels))
    };
    let queries = [
        format!("resources | where {} | count", nested("(", "true", ")")),
        format!("resources | where {} | count", nested("not(", "true", ")")),
        format!("resources | where {} == 'KV' | count", nested("strcat(", "'KV'", ")")),
        format!("resources | summarize {}", nested("abs(", "count()", ")")),
        format!("resources | where isnull(tags{}) | count", nested("[tags", "[0]", "]")),
        format!("resources | where isnotnull(dynamic({})) | count", nested("[", "1", "]")),
        format!("{} | count", nested("(", "resources", " | where true)")),
    ];
    let found = std::thread::Builder::new()
        .stack_size(700 * 1024)
        .spawn(move || queries.map(|query| find(&query).map(|output| output.rows.len())))
        .unwrap()
        .join()
        .unwrap();
    assert_eq!(found, [const { Ok(1) }; 7]);
}

//! Hostile queries by the thousand: `cargo test -p latchkey-kql fuzz`.

use jiff::Timestamp;
use latchkey_fuzz::for_a_while;
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value, json};

use super::{Table, run};

const WORDS: &[&str] = &[
    "resources",
    "Resources",
    "|",
    "where",
    "project",
    "extend",
    "summarize",
    "join",
    "kind=inner",
    "(",
    ")",
    "on",
    "by",
    "order by",
    "top 3 by",
    "take 5",
    "distinct",
    "count",
    "mv-expand",
    "union",
    "name",
    "properties",
    ".a",
    "['b']",
    "[0]",
    "==",
    "=~",
    "!=",
    ">",
    "in~",
    "contains",
    "matches regex",
    "between",
    "..",
    "and",
    "or",
    "not(",
    "'x'",
    "\"y\"",
    "@'z'",
    "1",
    "-2.5",
    "1d",
    "tostring(",
    "split(",
    "iff(",
    "case(",
    "count()",
    "make_list(",
    ",",
    "dynamic([1,2])",
    "ago(",
    "//",
    "asc",
    "desc",
    "nulls last",
    "bin(",
    "=",
    "now()",
    "todatetime(",
    "true",
    "null",
];

#[test]
fn queries_end() {
    let rows: Vec<Map<String, Value>> = (0..3)
        .filter_map(|at| {
            json!({"id": at, "name": "n", "properties": {"a": [1, 2], "b": null}}).as_object().cloned()
        })
        .collect();
    let tables = |name: &str| (name == "resources").then(|| Table::standard(rows.clone()));
    let queries = prop_oneof![
        vec(select(WORDS), 0..40).prop_map(|words| words.join(" ")),
        vec(select(WORDS), 0..40).prop_map(|words| words.concat()),
        "\\PC{0,120}",
    ];
    for_a_while(&queries, |query| {
        if let Err(error) = run(&query, &tables, Timestamp::UNIX_EPOCH) {
            assert!(!error.details().is_empty());
        }
    });
}

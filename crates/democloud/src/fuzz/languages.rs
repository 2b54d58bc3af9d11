//! The languages that callers write in: OData's filters, conditions of role assignments, seeds, faults.

use jiff::Timestamp;
use latchkey_fuzz::for_a_while;
use latchkey_rbac::Condition;
use latchkey_types::OsEntropy;
use proptest::{collection::vec, prelude::*, sample::select};

use crate::{
    faults::Fault,
    odata::{Filter, OrderBy, Select},
    seed::{Seed, company},
};

const FILTER: &[&str] = &[
    "atScope()",
    "assignedTo('a')",
    "principalId",
    "eq",
    "ne",
    "ge",
    "and",
    "or",
    "not",
    "(",
    ")",
    "'a'",
    "''",
    "in",
    ",",
    "startswith(",
    "1",
    "true",
    "null",
    "2026-11-20T10:00:00Z",
    "a/b",
    "any(x:x eq 'a')",
];

const CONDITION: &[&str] = &[
    "(",
    ")",
    "!",
    "AND",
    "OR",
    "&&",
    "||",
    "ActionMatches{'a/*'}",
    "@Request[a:b]",
    "@Resource[a]",
    "StringEquals",
    "'x'",
    "ForAnyOfAnyValues:GuidEquals",
    "{",
    "}",
    ",",
    "Exists",
    "DateTimeGreaterThan",
    "NumericLessThan",
    "1",
    "true",
];

fn sentences(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        vec(select(words), 0..40).prop_map(|words| words.join(" ")),
        vec(select(words), 0..40).prop_map(|words| words.concat()),
        "\\PC{0,120}",
    ]
}

#[test]
fn filters_selections_and_orders_are_read() {
    for_a_while(&sentences(FILTER), |text| {
        if let Ok(filter) = Filter::parse(&text) {
            let _used = filter.properties();
        }
        let _read = (Select::parse(&text).is_ok(), OrderBy::parse(&text).is_ok());
    });
}

#[test]
fn conditions_are_read() {
    for_a_while(&sentences(CONDITION), |text| {
        if let Ok(condition) = Condition::parse(&text) {
            assert!(Condition::parse(&condition.to_string()).is_ok(), "what is written can be read");
        }
    });
}

#[test]
fn seeds_and_faults_are_read_or_refused() {
    let whole = include_str!("../../seed/larkspur.json");
    let damages =
        (any::<prop::sample::Index>(), select(&["", "\"", "{", "null", "é", "0", "[]"][..]), 0..40_usize);
    for_a_while(&damages, |(at, put_in, length)| {
        let at = at.index(whole.len());
        let (Some(start), Some(end)) = (whole.get(..at), whole.get((at + length).min(whole.len())..)) else {
            return;
        };
        let damaged = format!("{start}{put_in}{end}");
        let _company = company(&Seed::Text(damaged.clone()), &OsEntropy, Timestamp::UNIX_EPOCH);
        let _fault = serde_json::from_str::<Fault>(&damaged);
    });
}

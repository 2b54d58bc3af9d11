//! `$filter` as ARM's own services read it: terms joined by `and`, each a comparison or a function.
//!
//! It is less than OData: hardly any `or`, no functions but the services' own. Values may come without quotes.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    error::ArmError,
    odata::{self, Comparison, Condition, Operand},
};

/// One term of a filter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// `field operator value`; the field in small letters.
    Comparison { field: String, operator: &'static str, value: String },
    /// `name(argument)`; the name in small letters, the argument empty if there is none.
    Function { name: String, argument: String },
}

/// The terms of a filter; `None` if it cannot be read or says more than that.
pub(super) fn parse(text: &str) -> Option<Vec<Term>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    odata::Filter::parse(text).ok()?.conjuncts().iter().map(term).collect()
}

/// The same where `or` may join such filters; one of them has to hold.
pub(super) fn alternatives(text: &str) -> Option<Vec<Vec<Term>>> {
    if text.trim().is_empty() {
        return Some(vec![Vec::new()]);
    }
    match odata::Filter::parse(text).ok()?.condition {
        Condition::Or(parts) => parts.iter().map(terms).collect(),
        one => Some(vec![terms(&one)?]),
    }
}

fn terms(condition: &Condition) -> Option<Vec<Term>> {
    match condition {
        Condition::And(parts) => parts.iter().map(term).collect(),
        one => Some(vec![term(one)?]),
    }
}

fn term(condition: &Condition) -> Option<Term> {
    match condition {
        Condition::Compare(Operand::Property(path), how, value) => Some(Term::Comparison {
            field: path.join("/").to_lowercase(),
            operator: word(*how),
            value: text(value)?,
        }),
        Condition::Call(call) => {
            let argument = match call.arguments.as_slice() {
                [] => String::new(),
                [one @ Operand::Literal(_)] => text(one)?,
                _ => return None,
            };
            Some(Term::Function { name: call.name.to_lowercase(), argument })
        }
        _ => None,
    }
}

/// A name without quotes stands for itself.
fn text(value: &Operand) -> Option<String> {
    match value {
        Operand::Literal(Value::String(text)) => Some(text.clone()),
        Operand::Literal(other) => Some(other.to_string()),
        Operand::Property(path) => Some(path.join("/")),
        Operand::Call(_) => None,
    }
}

fn word(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "eq",
        Comparison::NotEqual => "ne",
        Comparison::Greater => "gt",
        Comparison::GreaterOrEqual => "ge",
        Comparison::Less => "lt",
        Comparison::LessOrEqual => "le",
    }
}

/// Names of tags are compared without regard to letter case, their values with it.
pub(super) fn has_tag(tags: &BTreeMap<String, String>, name: &str, value: Option<&str>) -> bool {
    tags.iter().any(|(key, held)| key.eq_ignore_ascii_case(name) && value.is_none_or(|value| value == held))
}

pub(super) fn bad_filter() -> ArmError {
    ArmError::bad_request("InvalidFilterInQueryString", "Invalid $filter specified in the query string.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(field: &str, operator: &'static str, value: &str) -> Term {
        Term::Comparison { field: field.to_owned(), operator, value: value.to_owned() }
    }

    fn call(name: &str, argument: &str) -> Term {
        Term::Function { name: name.to_owned(), argument: argument.to_owned() }
    }

    #[test]
    fn filters_are_read_as_azures_clients_write_them() {
        let check = |text: &str, expected: Option<Vec<Term>>| assert_eq!(parse(text), expected, "{text}");
        check("", Some(vec![]));
        check("atScope()", Some(vec![call("atscope", "")]));
        check("assignedTo('a b')", Some(vec![call("assignedto", "a b")]));
        check("AtScope()  AND assignedTo('x')", Some(vec![call("atscope", ""), call("assignedto", "x")]));
        check("roleName eq 'Team''s own'", Some(vec![comparison("rolename", "eq", "Team's own")]));
        check(
            "eventTimestamp ge 2023-08-23T12:59:20Z and resourceProvider eq Microsoft.Authorization",
            Some(vec![
                comparison("eventtimestamp", "ge", "2023-08-23T12:59:20Z"),
                comparison("resourceprovider", "eq", "Microsoft.Authorization"),
            ]),
        );
        for bad in
            ["a", "a eq", "a eq 'b", "a eq b and", "a eq b or c eq d", "a eq b c", "f(x)", "assignedTo('a'"]
        {
            check(bad, None);
        }
    }

    #[test]
    fn alternatives_are_filters_of_their_own() {
        let [one, other] = [comparison("name", "eq", "a"), comparison("name", "eq", "b")];
        assert_eq!(alternatives("name eq 'a' or name eq 'b'"), Some(vec![vec![one], vec![other]]));
        assert_eq!(alternatives(""), Some(vec![vec![]]));
        assert_eq!(alternatives("name eq 'a' and (name eq 'b' or name eq 'c')"), None);
    }
}

//! What holds for every input: no panic, one spelling, and exclusions that never widen.

use latchkey_rbac::{
    ActionPattern, AssignedCondition, Attributes, Condition, DenyAssignment, Evaluation, Outcome, Plane,
    RoleAssignment,
};
use latchkey_types::Scope;
use proptest::prelude::*;

use crate::{assign, control, deny, role};

/// Conditions as a person may write them, in every spelling of the operators.
fn condition() -> impl Strategy<Value = String> {
    let attribute = (
        "(Request|resource|Principal|ENVIRONMENT)",
        "[a-zA-Z./]{1,8}(:[a-zA-Z]{1,4})?(<\\$key_case_sensitive\\$>|&\\$keys\\$&)?",
    )
        .prop_map(|(source, name)| format!("@{source}[{name}]"));
    let text = "'[a-zA-Z*?/\\\\ü()]{0,6}'";
    let set = prop::collection::vec(text, 1..4).prop_map(|words| format!("{{{}}}", words.join(" , ")));
    let guid = "[0-9a-fA-F]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    let quantifier = "For(Any|All)Of(Any|All)Values";
    let string = "String(Not)?(Equals|StartsWith|Like)(IgnoreCase)?";
    let order = "(Numeric)((Not)?Equals|(GreaterThan|LessThan)(Equals)?)";
    let leaf = prop_oneof![
        "(ActionMatches|suboperationmatches) ?\\{'[a-zA-Z*./]{1,12}'(, 'a')?\\}",
        attribute.clone().prop_map(|attribute| format!("Exists {attribute}")),
        (attribute.clone(), string, text).prop_map(|(left, name, right)| format!("{left} {name} {right}")),
        (attribute.clone(), quantifier, string, set)
            .prop_map(|(left, quantifier, name, right)| format!("{left} {quantifier}:{name}{right}")),
        (any::<i64>(), order, any::<i64>()).prop_map(|(left, name, right)| format!("{left} {name} {right}")),
        (attribute.clone(), "Guid(Not)?Equals", guid)
            .prop_map(|(left, name, right)| format!("{left} {name} {right}")),
        (attribute.clone(), "Bool(Not)?Equals", any::<bool>())
            .prop_map(|(left, name, right)| format!("{left} {name} {right}")),
        (attribute.clone(), string, attribute)
            .prop_map(|(left, name, right)| format!("{left} {name} {right}")),
    ];
    leaf.prop_recursive(6, 40, 4, |inner| {
        prop_oneof![
            ("(NOT |not |!|! )", inner.clone()).prop_map(|(not, part)| format!("{not}({part})")),
            ("(NOT |!)", inner.clone()).prop_map(|(not, part)| format!("{not}{not}({part})")),
            inner.clone().prop_map(|part| format!("( {part}\n)")),
            ("( AND | and |&&)", prop::collection::vec(inner.clone(), 2..4))
                .prop_map(|(and, parts)| format!("({})", parts.join(&format!("){and}(")))),
            ("( OR | or |\\|\\|)", prop::collection::vec(inner, 2..4))
                .prop_map(|(or, parts)| format!("({})", parts.join(&format!("){or}(")))),
        ]
    })
}

fn names() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("(\\*|(\\*/|a/|b/){0,3}(read|write|\\*))", 0..4)
}

/// Scopes of which one may be above another.
fn places() -> impl Strategy<Value = String> {
    "(/|/subscriptions/[ab](/resourceGroups/[ab](/providers/n/t/c)?)?)"
}

fn is_allowed(permission: &latchkey_rbac::Permission, action: &str) -> bool {
    let roles = [role("r", vec![permission.clone()])];
    let assignments = [assign("r", "ada", "/")];
    let evaluation = Evaluation { roles: &roles, assignments: &assignments, denials: &[] };
    evaluation.decide(&["ada"], &Scope::new("/subscriptions/1"), action, Plane::Control).is_allowed()
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in any::<String>()) {
        let _outcome = Condition::parse(&text);
    }

    #[test]
    fn no_heap_of_the_languages_words_does(
        words in prop::collection::vec("[(){},:!'@\\[\\]]|&&|\\|\\||AND|NOT|Exists|ActionMatches|StringEquals|ForAnyOfAnyValues|@Request\\[a\\]|'x'|1|ü", 0..30),
        between in "( |)",
    ) {
        if let Err(error) = Condition::parse(&words.join(&between)) {
            prop_assert!(error.line >= 1 && error.column >= 1);
        }
    }

    #[test]
    fn a_condition_that_is_damaged_does_not(text in condition(), at in any::<prop::sample::Index>(), with in any::<char>()) {
        let mut letters: Vec<char> = text.chars().collect();
        let place = at.index(letters.len());
        letters[place] = with;
        let _outcome = Condition::parse(&letters.iter().collect::<String>());
        letters.truncate(place);
        let _outcome = Condition::parse(&letters.iter().collect::<String>());
    }

    #[test]
    fn a_condition_is_the_same_when_shown_and_read_again(text in condition()) {
        let parsed = Condition::parse(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        let shown = parsed.to_string();
        let again = Condition::parse(&shown).map_err(|error| TestCaseError::fail(format!("{shown}: {error}")))?;
        prop_assert_eq!(&again, &parsed);
        prop_assert_eq!(again.to_string(), shown);
    }

    #[test]
    fn a_negation_turns_the_outcome_around(text in condition(), action in "(a/|b/){0,2}(read|write)") {
        let outcome = |text: &str| Condition::parse(text).unwrap().evaluate(&action, &Attributes::default());
        let expected = match outcome(&text) {
            Outcome::Met => Outcome::NotMet,
            Outcome::NotMet => Outcome::Met,
            unknown @ Outcome::Unknown(_) => unknown,
        };
        prop_assert_eq!(outcome(&format!("!({text})")), expected);
    }

    #[test]
    fn an_exclusion_more_never_allows_more(
        actions in names(), excluded in names(), more in names(), action in "(a/|b/){0,3}(read|write)",
    ) {
        let texts = |lists: &[&Vec<String>]| -> Vec<ActionPattern> {
            lists.iter().flat_map(|list| list.iter()).map(ActionPattern::new).collect()
        };
        let with = |excluded: Vec<ActionPattern>| {
            let mut permission = control(&[], &[]);
            permission.actions = texts(&[&actions]);
            permission.not_actions = excluded;
            permission
        };
        let (wide, narrow) = (with(texts(&[&excluded])), with(texts(&[&excluded, &more])));
        prop_assert!(is_allowed(&wide, &action) || !is_allowed(&narrow, &action));
    }

    #[test]
    fn an_assignment_more_never_refuses_more_and_a_denial_more_never_allows_more(
        first in names(), second in names(), denied in names(), action in "(a/|b/){0,3}(read|write)",
    ) {
        let patterns = |texts: &[String]| {
            let words: Vec<&str> = texts.iter().map(String::as_str).collect();
            control(&words, &[])
        };
        let roles = [role("first", vec![patterns(&first)]), role("second", vec![patterns(&second)])];
        let assignments = [assign("first", "ada", "/"), assign("second", "ada", "/")];
        let denials = [deny("ada", "/", patterns(&denied))];
        let allowed = |roles_held: usize, denials_made: usize| {
            let evaluation = Evaluation {
                roles: &roles,
                assignments: &assignments[..roles_held],
                denials: &denials[..denials_made],
            };
            evaluation.decide(&["ada"], &Scope::new("/subscriptions/1"), &action, Plane::Control).is_allowed()
        };
        prop_assert!(!allowed(1, 0) || allowed(2, 0));
        prop_assert!(!allowed(2, 1) || allowed(2, 0));
    }

    #[test]
    fn a_reach_decides_about_each_scope_as_the_whole_does(
        held in prop::collection::vec((any::<bool>(), any::<bool>(), places()), 0..6),
        denied in prop::collection::vec((any::<bool>(), places()), 0..3),
        outer in places(), below in "(/c)?(/d)?",
    ) {
        let roles = [role("reader", vec![control(&["*/read"], &[])]), role("writer", vec![control(&["*/write"], &[])])];
        let assignments: Vec<_> = held
            .iter()
            .map(|(is_reader, is_conditional, at)| RoleAssignment {
                condition: is_conditional.then(|| AssignedCondition::new("@Request[a] StringEquals 'b'")),
                ..assign(if *is_reader { "reader" } else { "writer" }, "ada", at)
            })
            .collect();
        let denials: Vec<_> = denied
            .iter()
            .map(|(this_scope_only, at)| DenyAssignment {
                this_scope_only: *this_scope_only,
                ..deny("ada", at, control(&["*/read"], &[]))
            })
            .collect();
        let evaluation = Evaluation { roles: &roles, assignments: &assignments, denials: &denials };
        let scope = Scope::new(format!("{outer}{below}"));
        let decision = evaluation.decide(&["ada"], &scope, "a/read", Plane::Control);
        let reach = evaluation.reach(&["ada"], "a/read", Plane::Control);
        prop_assert_eq!(reach.decide(&scope), decision);
        prop_assert_eq!(reach.within(&Scope::new(outer)).decide(&scope), decision);
    }

    #[test]
    fn a_star_between_slashes_stands_for_any_segments_or_none(
        segments in prop::collection::vec("[ab]{1,2}", 1..6), stars in prop::collection::vec(0usize..6, 0..4),
    ) {
        // Each starred place is cut out of the name and a star put there, so the pattern has to cover it.
        let mut pattern: Vec<&str> = Vec::new();
        for (index, segment) in segments.iter().enumerate() {
            if stars.contains(&index) { pattern.push("*") } else { pattern.push(segment) }
        }
        prop_assert!(ActionPattern::new(pattern.join("/")).covers(&segments.join("/")));
        let padded = format!("x/{}/x", pattern.join("/*/"));
        let name = format!("X/{}/x", segments.join("/"));
        prop_assert!(ActionPattern::new(&padded).covers(&name), "{padded} covers {name}");
    }
}

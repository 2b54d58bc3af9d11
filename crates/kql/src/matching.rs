//! The operators on text, and regular expressions with bounds.

use regex::{Regex, RegexBuilder};

use super::{
    ast::{TextMatch, TextOperator},
    context::Context,
    error::{ErrorCode, QueryError},
};

/// The largest program that a pattern may become, in bytes.
const PATTERN_BYTES: usize = 96 * 1024;
/// What compiling a pattern costs, and searching one byte with it.
const COMPILE: u64 = 400_000;
const SEARCH: u64 = 30;
/// How many patterns are kept; more than these come from data and not from the query.
const KEPT_PATTERNS: usize = 32;

pub(crate) fn matches(
    context: &Context,
    how: TextMatch,
    text: &str,
    wanted: &str,
) -> Result<bool, QueryError> {
    if how.how == TextOperator::Regex {
        return Ok(pattern(context, wanted, text.len())?.is_match(text));
    }
    let length = if how.how == TextOperator::Equals && text.len() != wanted.len() {
        0
    } else {
        text.len() + wanted.len()
    };
    context.budget.charge_many(length, if how.fold_case { 3 } else { 1 })?;
    if how.fold_case && how.how == TextOperator::Equals && text.is_ascii() {
        return Ok(text.eq_ignore_ascii_case(wanted));
    }
    if how.fold_case {
        return found(context, how.how, &text.to_lowercase(), &wanted.to_lowercase());
    }
    found(context, how.how, text, wanted)
}

fn found(context: &Context, how: TextOperator, text: &str, wanted: &str) -> Result<bool, QueryError> {
    let (start, end) = match how {
        TextOperator::Equals | TextOperator::Regex => return Ok(text == wanted),
        TextOperator::Contains => return Ok(text.contains(wanted)),
        TextOperator::StartsWith => return Ok(text.starts_with(wanted)),
        TextOperator::EndsWith => return Ok(text.ends_with(wanted)),
        TextOperator::Has => (true, true),
        TextOperator::HasPrefix => (true, false),
        TextOperator::HasSuffix => (false, true),
    };
    if wanted.is_empty() {
        return Ok(true);
    }
    // A term is bounded by what is no letter or digit.
    let mut from = 0;
    while let Some(at) = text[from..].find(wanted).map(|at| from + at) {
        context.budget.charge_many(wanted.len(), 1)?;
        let before = text[..at].chars().next_back();
        let after = text[at + wanted.len()..].chars().next();
        let open = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        if (!start || open(before)) && (!end || open(after)) {
            return Ok(true);
        }
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    Ok(false)
}

/// A compiled pattern, paid for together with the search that is to come.
pub(crate) fn pattern(context: &Context, text: &str, searched: usize) -> Result<Regex, QueryError> {
    context.budget.charge_many(searched, SEARCH)?;
    if let Some(known) = context.patterns.borrow().get(text) {
        return Ok(known.clone());
    }
    context.budget.charge(COMPILE)?;
    let compiled =
        RegexBuilder::new(text).size_limit(PATTERN_BYTES).nest_limit(40).build().map_err(|_| {
            let message = "The pattern is not a regular expression, or it is too large.";
            QueryError::new(ErrorCode::InvalidRegularExpression, message)
                .token(text.chars().take(80).collect::<String>())
        })?;
    let mut patterns = context.patterns.borrow_mut();
    if patterns.len() < KEPT_PATTERNS {
        patterns.insert(text.to_owned(), compiled.clone());
    }
    Ok(compiled)
}

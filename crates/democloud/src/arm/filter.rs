//! `$filter` as ARM's own services read it: terms joined by `and`, each a comparison or a function.
//!
//! It is less than OData: no `or`, no brackets. Values may come without quotes, as clients send times.

/// One term of a filter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Term {
    /// `field operator value`; field and operator in small letters.
    Comparison { field: String, operator: String, value: String },
    /// `name(argument)`; the name in small letters, the argument empty if there is none.
    Function { name: String, argument: String },
}

/// The terms of a filter; `None` if it cannot be read.
pub(super) fn parse(text: &str) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    let mut words = words(text)?.into_iter().peekable();
    while let Some(first) = words.next() {
        if let Some((name, argument)) = function(&first) {
            terms.push(Term::Function { name, argument });
        } else {
            let (operator, value) = (words.next()?, words.next()?);
            terms.push(Term::Comparison {
                field: first.to_lowercase(),
                operator: operator.to_lowercase(),
                value: unquote(&value),
            });
        }
        match words.next() {
            None => break,
            Some(word) if word.eq_ignore_ascii_case("and") && words.peek().is_some() => {}
            Some(_) => return None,
        }
    }
    Some(terms)
}

/// Splits at blanks that are not between quotes. A quote inside a text is doubled.
fn words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut is_quoted = false;
    for c in text.chars() {
        if c == '\'' {
            is_quoted = !is_quoted;
        }
        if c.is_whitespace() && !is_quoted {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else {
            word.push(c);
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    (!is_quoted).then_some(words)
}

fn function(word: &str) -> Option<(String, String)> {
    let (name, rest) = word.split_once('(')?;
    let argument = rest.strip_suffix(')')?.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
    let is_argument = argument.is_empty() || (argument.starts_with('\'') && argument.ends_with('\''));
    (is_name && is_argument).then(|| (name.to_lowercase(), unquote(argument)))
}

fn unquote(text: &str) -> String {
    let inner = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    inner.map_or_else(|| text.to_owned(), |inner| inner.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(field: &str, operator: &str, value: &str) -> Term {
        let [field, operator, value] = [field, operator, value].map(str::to_owned);
        Term::Comparison { field, operator, value }
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
}

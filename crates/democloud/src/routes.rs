//! Routes: which handler answers a method and a path, and what the path names.
//!
//! Azure compares paths without regard to letter case, so that patterns are written in lower case; what a parameter
//! names comes back as the caller spelled it. A service reads its parameters into a struct with a field for each.

use std::collections::BTreeMap;

use matchit::Router;
use serde::{
    Deserialize,
    de::value::{BorrowedStrDeserializer, Error, MapDeserializer},
};

/// A method (`*` for any), a pattern (`/secrets/{name}`), and who answers.
pub(crate) type Route<H> = (&'static str, &'static str, H);

/// The routes of a service.
pub(crate) struct Routes<H>(Router<Paths<H>>);

/// The routes of one pattern.
struct Paths<H> {
    handlers: Vec<(&'static str, H)>,
    /// Each parameter, and which segment it is.
    parameters: Vec<(&'static str, usize)>,
}

impl<H: Copy> Routes<H> {
    pub(crate) fn new(routes: &[Route<H>]) -> Self {
        let mut handlers: BTreeMap<&str, Vec<(&str, H)>> = BTreeMap::new();
        for (method, pattern, handler) in routes {
            handlers.entry(pattern).or_default().push((method, *handler));
        }
        let mut router = Router::new();
        for (pattern, handlers) in handlers {
            let parameters = parameters(pattern);
            let added = router.insert(pattern, Paths { handlers, parameters });
            added.unwrap_or_else(|error| panic!("{pattern} is no route of its own: {error}"));
        }
        Self(router)
    }

    /// Who answers a request for these path segments.
    pub(crate) fn find<'p>(&self, method: &str, segments: &'p [String]) -> Option<(H, Parameters<'p>)> {
        let path = segments.iter().fold(String::new(), |path, segment| path + "/" + &folded(segment));
        let found = self.0.at(if path.is_empty() { "/" } else { &path }).ok()?.value;
        let (_, handler) = found.handlers.iter().find(|(own, _)| [method, "*"].contains(own))?;
        let values = found.parameters.iter().map(|(name, at)| (*name, segments[*at].as_str()));
        Some((*handler, Parameters(values.collect())))
    }
}

/// A segment in lower case. A slash that was written `%2F` is part of a name.
fn folded(segment: &str) -> String {
    segment.to_lowercase().replace('/', "%2f")
}

fn parameters(pattern: &'static str) -> Vec<(&'static str, usize)> {
    let name = |segment: &'static str| segment.strip_prefix('{')?.strip_suffix('}');
    let named = |(at, segment)| Some((name(segment).filter(|name| !name.starts_with('*'))?, at));
    pattern.split('/').skip(1).enumerate().filter_map(named).collect()
}

/// What a path names, as the caller spelled it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parameters<'p>(Vec<(&'static str, &'p str)>);

impl<'p> Parameters<'p> {
    /// These, and those of a route below.
    pub(crate) fn and(mut self, below: Self) -> Self {
        self.0.extend(below.0);
        self
    }

    /// The parameters as fields of a struct. What the route does not name takes the field's default.
    pub(crate) fn read<P: Deserialize<'p>>(self) -> P {
        let fields = self.0.into_iter();
        let fields = fields
            .map(|(name, value)| (BorrowedStrDeserializer::new(name), BorrowedStrDeserializer::new(value)));
        P::deserialize(MapDeserializer::<_, Error>::new(fields))
            .expect("each parameter of a route is a field")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTES: &[Route<&str>] = &[
        ("GET", "/vaults/{name}", "show"),
        ("PUT", "/vaults/{name}", "create"),
        ("GET", "/vaults/{name}/{version}", "show version"),
        ("GET", "/vaults/deleted/list", "deleted"),
        ("*", "/vaults/{name}/below/{*rest}", "below"),
        ("GET", "/", "root"),
    ];

    #[derive(Debug, Default, PartialEq, Eq, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Path<'p> {
        name: &'p str,
        version: &'p str,
    }

    fn check(method: &str, path: &[&str], expected: Option<(&str, (&str, &str))>) {
        let segments: Vec<String> = path.iter().map(|segment| (*segment).to_owned()).collect();
        let found = Routes::new(ROUTES).find(method, &segments);
        let found = found.map(|(handler, parameters)| (handler, parameters.read::<Path<'_>>()));
        let expected = expected.map(|(handler, (name, version))| (handler, Path { name, version }));
        assert_eq!(found, expected, "{method} {path:?}");
    }

    #[test]
    fn a_path_is_found_in_any_letter_case_and_keeps_its_spelling() {
        check("GET", &["Vaults", "Ab"], Some(("show", ("Ab", ""))));
        check("PUT", &["vaults", "a"], Some(("create", ("a", ""))));
        check("GET", &["vaults", "A", "V1"], Some(("show version", ("A", "V1"))));
        check("GET", &["vaults", "İ"], Some(("show", ("İ", ""))));
        check("GET", &[], Some(("root", ("", ""))));
    }

    #[test]
    fn what_is_named_goes_before_what_can_be_anything() {
        check("GET", &["vaults", "deleted", "list"], Some(("deleted", ("", ""))));
        check("GET", &["vaults", "deleted", "other"], Some(("show version", ("deleted", "other"))));
        check("DELETE", &["vaults", "a", "below", "b", "c"], Some(("below", ("a", ""))));
    }

    #[test]
    fn an_escaped_slash_separates_nothing() {
        check("GET", &["vaults", "a/b"], Some(("show", ("a/b", ""))));
        check("GET", &["vaults", "{name}"], Some(("show", ("{name}", ""))));
    }

    #[test]
    fn other_methods_and_paths_have_no_route() {
        check("DELETE", &["vaults", "a"], None);
        check("GET", &["vaults"], None);
        check("GET", &["vaults", "a", "b", "c"], None);
        check("GET", &["vaults", "a", "below"], Some(("show version", ("a", "below"))));
    }
}

//! The parameters that filter and sort a list of web services; ARM takes the same ones.

use jiff::Timestamp;

use crate::{
    call::Call,
    state::{List, WebService},
};

/// The services of a workspace that the query asks for, in its order.
pub(crate) fn apply<'a>(services: &'a List<WebService>, workspace: &str, call: &Call) -> Vec<&'a WebService> {
    let mut found: Vec<&WebService> = services
        .iter()
        .filter(|service| service.workspace == workspace && is_wanted(service, call))
        .collect();
    match wanted(call, "orderby").map(str::to_lowercase).as_deref() {
        Some("createdatasc") => found.sort_by_key(|one| time(&one.created_at)),
        Some("createdatdesc") => found.sort_by_key(|one| std::cmp::Reverse(time(&one.created_at))),
        Some("updatedatasc") => found.sort_by_key(|one| time(&one.updated_at)),
        Some("updatedatdesc") => found.sort_by_key(|one| std::cmp::Reverse(time(&one.updated_at))),
        _ => {}
    }
    found
}

/// A parameter with a text in it.
pub(crate) fn wanted<'a>(call: &'a Call, name: &str) -> Option<&'a str> {
    call.parameter(name).filter(|text| !text.is_empty())
}

/// Whether pairs hold everything that a text like `k=v,k2` names; a key alone asks for any value.
pub(crate) fn holds(pairs: &std::collections::BTreeMap<String, String>, wanted: &str) -> bool {
    wanted.split(',').map(str::trim).filter(|part| !part.is_empty()).all(|part| match part.split_once('=') {
        Some((key, value)) => pairs.get(key.trim()).is_some_and(|known| known == value.trim()),
        None => pairs.contains_key(part),
    })
}

/// A time of the state for comparing; one that cannot be read counts as the oldest.
pub(crate) fn time(text: &str) -> Timestamp {
    text.parse().unwrap_or(Timestamp::MIN)
}

fn is_wanted(service: &WebService, call: &Call) -> bool {
    let is = |name: &str, value: &str| wanted(call, name).is_none_or(|text| value.eq_ignore_ascii_case(text));
    // No service here has an image of its own: the model and its environment make it.
    let names_an_image =
        ["imageId", "imageName", "imageDigest"].iter().any(|name| wanted(call, name).is_some());
    let from_a_run = wanted(call, "runId").is_some();
    let tags = ["tags", "tag"].iter().filter_map(|name| wanted(call, name));
    !names_an_image
        && !from_a_run
        && is("name", &service.name)
        && is("computeType", service.compute.as_wire())
        && is("modelName", &service.model)
        && is("modelId", &format!("{}:1", service.model))
        && tags.into_iter().all(|text| holds(&service.tags, text))
        && wanted(call, "properties").is_none_or(|text| holds(&service.properties, text))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn pairs_are_asked_for_by_key_or_by_key_and_value() {
        let pairs = BTreeMap::from(
            [("team", "routing"), ("critical", "yes")].map(|(key, value)| (key.to_owned(), value.to_owned())),
        );
        let check = |wanted: &str, expected: bool| assert_eq!(holds(&pairs, wanted), expected, "{wanted}");
        check("team=routing", true);
        check("team=routing, critical", true);
        check("team=pricing", false);
        check("team=routing,owner", false);
        check(",", true);
        check("team=", false);
    }
}

//! Reads the parts of resource ids, and fields of resources' bodies.

use serde_json::Value;

/// The name in lists: for a nested resource, with those of its parents.
pub(super) fn full_name(id: &str) -> String {
    let (_, after) = id.rsplit_once("/providers/").unwrap_or_default();
    after.split('/').skip(2).step_by(2).collect::<Vec<_>>().join("/")
}

/// The id of the subscription that an ARM id is in.
pub(super) fn subscription_of(id: &str) -> Option<&str> {
    let mut segments = id.split('/').skip(1);
    segments.next().filter(|word| word.eq_ignore_ascii_case("subscriptions"))?;
    segments.next()
}

pub(super) fn text<'a>(resource: &'a Value, field: &str) -> &'a str {
    resource[field].as_str().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subscription_is_read_from_an_id() {
        let check = |id: &str, expected: Option<&str>| assert_eq!(subscription_of(id), expected, "{id}");
        check("/subscriptions/s/resourceGroups/g", Some("s"));
        check("/SUBSCRIPTIONS/s", Some("s"));
        check("/subscriptions", None);
        check("/providers/Microsoft.Management/managementGroups/g", None);
        check("/", None);
    }

    #[test]
    fn a_nested_name_has_its_parents() {
        let check = |id: &str, expected: &str| assert_eq!(full_name(id), expected, "{id}");
        let group = "/subscriptions/s/resourceGroups/g";
        check(&format!("{group}/providers/N/workspaces/w"), "w");
        check(&format!("{group}/providers/N/workspaces/w/onlineEndpoints/e/deployments/d"), "w/e/d");
        check(group, "");
    }
}

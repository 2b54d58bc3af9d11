//! Where a query looks: in the subscriptions that it names, or in all that the caller sees.

use super::ArmRequest;
use crate::{arm::subscriptions, call::shortened, error::ResourceGraphError, hash::is_guid};

/// The most subscriptions that a query may name.
const MOST: usize = 1000;

/// Ids of the subscriptions that are looked at. Naming one that the caller has no role in hides it and
/// is no error, unless nothing is left.
pub(super) fn of(
    request: &ArmRequest<'_>,
    named: Option<&[String]>,
    groups: Option<&[String]>,
) -> Result<Vec<String>, ResourceGraphError> {
    let named = named.unwrap_or_default();
    let groups = groups.unwrap_or_default();
    if !groups.is_empty() {
        if !named.is_empty() {
            let message = "A query names subscriptions or management groups, not both.";
            return Err(ResourceGraphError::bad_request(
                "SubscriptionsAndManagementGroupsCannotBeSpecifiedTogether",
                message,
            ));
        }
        return Err(ResourceGraphError::no_management_groups(groups));
    }
    if named.len() > MOST {
        return Err(ResourceGraphError::bad_request(
            "TooManySubscriptions",
            format!("A query names at most {MOST} subscriptions."),
        ));
    }
    if let Some(bad) = named.iter().find(|id| !is_guid(id)) {
        let shown = shortened(bad, 80);
        return Err(ResourceGraphError::bad_request(
            "InvalidSubscriptionId",
            format!("'{shown}' is not the id of a subscription."),
        ));
    }
    let is_named = |id: &str| named.is_empty() || named.iter().any(|one| one.eq_ignore_ascii_case(id));
    Ok(subscriptions::visible(request)
        .map(|subscription| subscription.id.clone())
        .filter(|id| is_named(id))
        .collect())
}

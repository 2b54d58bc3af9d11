//! What was done to resources, by whom and with what result: the events of the activity log.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{List, Operation, Outcome};

/// Azure keeps events for 90 days.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Beyond this many the oldest are forgotten.
const EVENTS_KEPT: usize = 4000;

/// Which end of an operation an event tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum EventName {
    BeginRequest,
    EndRequest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ActivityStatus {
    Started,
    Accepted,
    Succeeded,
    Failed,
}

impl ActivityStatus {
    pub(crate) fn as_wire(self) -> &'static str {
        match self {
            Self::Started => "Started",
            Self::Accepted => "Accepted",
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
        }
    }
}

/// One event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ActivityEvent {
    /// `eventDataId`.
    pub(crate) id: String,
    pub(crate) at: Timestamp,
    pub(crate) event: EventName,
    pub(crate) status: ActivityStatus,
    /// The status of the answer; none when the request begins.
    pub(crate) http_status: Option<u16>,
    /// The action: `Microsoft.Authorization/roleAssignments/write`.
    pub(crate) operation: String,
    /// The id of the resource, as the request spelled it.
    pub(crate) resource: String,
    pub(crate) tenant_id: String,
    /// The object id of the caller.
    pub(crate) caller_id: String,
    /// A sign-in name, or the object id of an application.
    pub(crate) caller: String,
    /// The claims of the caller's token, named as the log names them.
    pub(crate) claims: BTreeMap<String, String>,
    pub(crate) correlation_id: String,
    pub(crate) client_request_id: String,
    pub(crate) method: String,
    /// Path and query; the address changes with each start.
    pub(crate) path: String,
    pub(crate) properties: BTreeMap<String, String>,
    /// The operation whose end is still to be told.
    pub(crate) waits_for: Option<String>,
}

impl ActivityEvent {
    /// The subscription that it is listed in; none for what is done at the tenant's root.
    pub(crate) fn subscription(&self) -> Option<&str> {
        let mut segments = self.resource.split('/').skip(1);
        segments.next().filter(|word| word.eq_ignore_ascii_case("subscriptions"))?;
        segments.next()
    }
}

/// The events of all tenants, oldest first.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct ActivityLog(List<ActivityEvent>);

impl ActivityLog {
    /// Adds an event; what is too old or too much goes.
    pub(crate) fn record(&mut self, event: ActivityEvent) {
        let oldest = event.at - KEPT_FOR;
        self.0.push(event);
        let old = self.0.iter().take_while(|one| one.at < oldest).count();
        self.0.keep_last(EVENTS_KEPT.min(self.0.len() - old));
    }

    /// Latest first, as the log is listed.
    pub(crate) fn latest_first(&self) -> impl Iterator<Item = &ActivityEvent> {
        self.0.iter().rev()
    }

    /// Tells the end of accepted operations that have ended meanwhile.
    pub(super) fn settle<'a>(&mut self, operations: impl Iterator<Item = &'a Operation>) {
        if self.0.iter().all(|event| event.waits_for.is_none()) {
            return;
        }
        for operation in operations {
            let Some(ended_at) = operation.ended_at else { continue };
            let accepted = self.0.find_mut(|event| event.waits_for.as_deref() == Some(operation.id.as_str()));
            let Some(accepted) = accepted else { continue };
            accepted.waits_for = None;
            let has_failed = operation.outcome == Outcome::Failed;
            let end = ActivityEvent {
                id: crate::hash::guid(&format!("end of {}", accepted.id)),
                at: ended_at,
                status: if has_failed { ActivityStatus::Failed } else { ActivityStatus::Succeeded },
                http_status: Some(if has_failed { 500 } else { 200 }),
                ..accepted.clone()
            };
            self.record(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(id: usize, at: Timestamp, resource: &str) -> ActivityEvent {
        ActivityEvent {
            id: id.to_string(),
            at,
            event: EventName::EndRequest,
            status: ActivityStatus::Succeeded,
            http_status: Some(200),
            operation: "Microsoft.X/y/write".to_owned(),
            resource: resource.to_owned(),
            tenant_id: String::new(),
            caller_id: String::new(),
            caller: String::new(),
            claims: BTreeMap::new(),
            correlation_id: String::new(),
            client_request_id: String::new(),
            method: "PUT".to_owned(),
            path: resource.to_owned(),
            properties: BTreeMap::new(),
            waits_for: None,
        }
    }

    #[test]
    fn the_log_forgets_what_is_old_or_too_much() {
        let start: Timestamp = "2026-03-02T09:30:00Z".parse().unwrap();
        let mut log = ActivityLog::default();
        for id in 0..EVENTS_KEPT + 10 {
            log.record(event(id, start, "/"));
        }
        assert_eq!(log.latest_first().count(), EVENTS_KEPT);
        assert_eq!(log.latest_first().last().unwrap().id, "10");
        log.record(event(0, start + KEPT_FOR + SignedDuration::from_secs(1), "/"));
        assert_eq!(log.latest_first().count(), 1);
    }

    #[test]
    fn events_belong_to_the_subscription_of_their_resource() {
        let check = |resource: &str, expected: Option<&str>| {
            assert_eq!(event(0, Timestamp::UNIX_EPOCH, resource).subscription(), expected, "{resource}");
        };
        check("/subscriptions/s/resourceGroups/g", Some("s"));
        check("/SUBSCRIPTIONS/s", Some("s"));
        check("/providers/Microsoft.Authorization/elevateAccess", None);
        check("/", None);
    }
}

//! The quota of a scoring endpoint: as many requests a second as Azure allows an online endpoint.
//!
//! Source: <https://learn.microsoft.com/azure/machine-learning/how-to-manage-quotas>.

use std::{collections::HashMap, sync::Mutex};

use jiff::Timestamp;

use crate::lock::lock;

/// Requests in one second to one service; further ones are told to wait.
const REQUESTS_PER_SECOND: u32 = 500;

/// The requests of the second that the clock shows.
#[derive(Debug, Default)]
pub(crate) struct Load {
    /// By service: the second, and how many requests came in it.
    seen: Mutex<HashMap<String, (i64, u32)>>,
}

impl Load {
    /// Whether the service can take one more request now.
    pub(crate) fn takes(&self, service: &str, now: Timestamp) -> bool {
        let second = now.as_second();
        let mut seen = lock(&self.seen);
        let (at, count) = seen.entry(service.to_owned()).or_insert((second, 0));
        if *at != second {
            (*at, *count) = (second, 0);
        }
        *count = count.saturating_add(1);
        *count <= REQUESTS_PER_SECOND
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_takes_so_many_requests_a_second_and_others_are_not_counted() {
        let load = Load::default();
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        for _ in 0..REQUESTS_PER_SECOND {
            assert!(load.takes("a", at(7)));
        }
        assert!(!load.takes("a", at(7)));
        assert!(load.takes("b", at(7)));
        assert!(load.takes("a", at(8)));
    }
}

//! Slowing down before Azure says 429: each ARM answer tells how many requests are left.

use std::{collections::HashMap, time::Duration};

use parking_lot::Mutex;
use url::Url;

use crate::Response;

/// From this many remaining requests on, each request waits a little.
const COMFORTABLE: u32 = 20;
/// The wait when nothing remains; ARM refills several requests a second.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// Headers that count what is left, for reading and for asking Resource Graph.
const REMAINING: [&str; 3] = [
    "x-ms-ratelimit-remaining-subscription-reads",
    "x-ms-ratelimit-remaining-tenant-reads",
    "x-ms-user-quota-remaining",
];

/// What each service said last about the requests that are left.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    remaining: Mutex<HashMap<String, u32>>,
}

impl Throttle {
    /// How long to wait before a request to this address. The memory of it is used up by asking, so that
    /// one low number slows down one request and not every later one.
    pub(crate) fn pause_before(&self, url: &Url) -> Duration {
        let mut remaining = self.remaining.lock();
        remaining.remove(&bucket(url)).map_or(Duration::ZERO, pause)
    }

    /// Takes note of what an answer says.
    pub(crate) fn note(&self, url: &Url, response: &Response) {
        let left = REMAINING.iter().filter_map(|name| response.header(name)?.trim().parse().ok()).min();
        if let Some(left) = left {
            let mut remaining = self.remaining.lock();
            remaining.insert(bucket(url), left);
        }
    }
}

/// Azure counts for each subscription, and for each tenant outside of subscriptions.
fn bucket(url: &Url) -> String {
    let mut segments = url.path_segments().into_iter().flatten();
    let subscription = match (segments.next(), segments.next()) {
        (Some(word), Some(id)) if word.eq_ignore_ascii_case("subscriptions") => id.to_ascii_lowercase(),
        _ => String::new(),
    };
    format!("{} {subscription}", url.origin().ascii_serialization())
}

fn pause(remaining: u32) -> Duration {
    LONGEST_PAUSE * COMFORTABLE.saturating_sub(remaining) / COMFORTABLE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pause_grows_as_the_rest_shrinks() {
        for (remaining, pause_ms) in [(11_999, 0), (20, 0), (10, 500), (1, 950), (0, 1_000)] {
            assert_eq!(pause(remaining), Duration::from_millis(pause_ms), "{remaining}");
        }
    }

    #[test]
    fn subscriptions_are_counted_apart() {
        let bucket = |text: &str| bucket(&Url::parse(text).unwrap());
        let one = bucket("https://arm.example/subscriptions/A/resourceGroups");
        assert_eq!(one, bucket("https://arm.example/Subscriptions/a?api-version=1"));
        assert_ne!(one, bucket("https://arm.example/subscriptions/b"));
        assert_ne!(one, bucket("https://arm.example/tenants"));
    }
}

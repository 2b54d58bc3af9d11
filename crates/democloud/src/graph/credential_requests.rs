//! The bodies of requests that add passwords and keys.

use jiff::{Timestamp, ToSpan, tz::TimeZone};
use latchkey_types::Entropy;
use serde::Deserialize;

use super::certificate;
use crate::{
    error::GraphError,
    random,
    state::{ClientCertificate, ClientSecret},
};

/// An application has at most this many of each kind.
pub(super) const CREDENTIALS_KEPT: usize = 100;

/// A password as a request describes it. Its text is never taken from outside.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct PasswordCredentialRequest {
    pub(super) key_id: Option<String>,
    display_name: Option<String>,
    start_date_time: Option<String>,
    end_date_time: Option<String>,
}

/// A key as a request describes it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct KeyCredentialRequest {
    pub(super) key_id: Option<String>,
    display_name: Option<String>,
    start_date_time: Option<String>,
    end_date_time: Option<String>,
    /// The certificate; an entry that is kept comes without.
    pub(super) key: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

impl PasswordCredentialRequest {
    /// Makes the password. Unasked it holds from now on, for two years.
    pub(super) fn make(self, now: Timestamp, entropy: &dyn Entropy) -> Result<ClientSecret, GraphError> {
        let starts_at = timestamp(self.start_date_time.as_deref())?.unwrap_or(now);
        let ends_at = timestamp(self.end_date_time.as_deref())?;
        let ends_at = ends_at.map_or_else(|| two_years_after(starts_at), Ok)?;
        if ends_at <= starts_at || ends_at <= now {
            return Err(GraphError::property_not_valid("endDateTime"));
        }
        Ok(ClientSecret {
            key_id: entropy.uuid().to_string(),
            display_name: self.display_name,
            text: random::client_secret(entropy),
            starts_at,
            ends_at,
        })
    }
}

impl KeyCredentialRequest {
    /// Reads the certificate. Unasked it holds as long as it says itself.
    pub(super) fn make(self, entropy: &dyn Entropy) -> Result<ClientCertificate, GraphError> {
        let not_valid = || GraphError::property_not_valid("keyCredentials");
        if self.kind.as_deref().is_some_and(|kind| kind != "AsymmetricX509Cert") {
            return Err(not_valid());
        }
        let key_id = self.key_id.filter(|id| crate::hash::is_guid(id));
        let key_id = key_id.unwrap_or_else(|| entropy.uuid().to_string());
        let read = self.key.as_deref().and_then(|key| certificate::read(key, key_id));
        let mut made = read.ok_or_else(not_valid)?;
        let (from, to) =
            (timestamp(self.start_date_time.as_deref())?, timestamp(self.end_date_time.as_deref())?);
        // The certificate's own dates cannot be stretched.
        if from.is_some_and(|from| from < made.starts_at) || to.is_some_and(|to| to > made.ends_at) {
            return Err(not_valid());
        }
        made.starts_at = from.unwrap_or(made.starts_at);
        made.ends_at = to.unwrap_or(made.ends_at);
        made.display_name = self.display_name.or(made.display_name);
        Ok(made)
    }
}

/// Times come with a zone, or without one and then in UTC.
fn timestamp(text: Option<&str>) -> Result<Option<Timestamp>, GraphError> {
    let Some(text) = text else { return Ok(None) };
    let without_zone = || {
        let time: jiff::civil::DateTime = text.parse().ok()?;
        Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
    };
    let read = text.parse().ok().or_else(without_zone);
    read.map(Some).ok_or_else(|| GraphError::bad_request("A date and time could not be read."))
}

fn two_years_after(at: Timestamp) -> Result<Timestamp, GraphError> {
    let later = at.to_zoned(TimeZone::UTC).checked_add(2.years());
    later.map(|later| later.timestamp()).map_err(|_| GraphError::property_not_valid("startDateTime"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_with_a_zone_or_in_utc() {
        let check = |text: &str, expected: Option<&str>| {
            let expected = expected.map(|text| text.parse::<Timestamp>().unwrap());
            assert_eq!(timestamp(Some(text)).ok().flatten(), expected, "{text}");
        };
        check("2026-11-21T00:00:00Z", Some("2026-11-21T00:00:00Z"));
        check("2026-11-21T00:00:00.123456+01:00", Some("2026-11-20T23:00:00.123456Z"));
        check("2026-11-21T00:00:00", Some("2026-11-21T00:00:00Z"));
        check("tomorrow", None);
        let leap_day: Timestamp = "2024-02-29T12:00:00Z".parse().unwrap();
        assert_eq!(two_years_after(leap_day).unwrap(), "2026-02-28T12:00:00Z".parse().unwrap());
    }
}

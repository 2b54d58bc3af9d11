//! The formats of times that Azure's services use.

use jiff::{Timestamp, tz::TimeZone};

/// `2023-08-03 00:46:25Z`, as in Entra's errors.
pub(crate) fn with_space(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// `2022-06-01T16:34:43.4044538Z`, with seven digits as .NET writes them.
pub(crate) fn with_seven_digits(at: Timestamp) -> String {
    format!("{}.{:07}Z", at.strftime("%Y-%m-%dT%H:%M:%S"), at.subsec_nanosecond() / 100)
}

/// `8/17/2017 10:54:41 PM`, as in ARM's text about an expired token.
pub(crate) fn in_us_format(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%-m/%-d/%Y %-I:%M:%S %p").to_string()
}

/// `11/05/2021 15:18:31 +00:00`, as App Service's older token endpoint writes when a token ends.
pub(crate) fn in_us_format_with_offset(at: Timestamp) -> String {
    at.to_zoned(TimeZone::UTC).strftime("%m/%d/%Y %H:%M:%S +00:00").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_spelling_is_azures() {
        let at: Timestamp = "2017-08-07T22:54:01.0404538Z".parse().unwrap();
        assert_eq!(with_space(at), "2017-08-07 22:54:01Z");
        assert_eq!(with_seven_digits(at), "2017-08-07T22:54:01.0404538Z");
        assert_eq!(in_us_format(at), "8/7/2017 10:54:01 PM");
        assert_eq!(in_us_format_with_offset(at), "08/07/2017 22:54:01 +00:00");
    }
}

//! Maps Entra's error numbers (`AADSTS…`) to a plain sentence and to the party that can fix the error.
//!
//! The numbers are those of Microsoft's page "Microsoft Entra authentication and authorization error codes".
//! A number that is not here is shown with Entra's own sentence.

/// Who can do something about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponsibleParty {
    /// The person, by signing in again or differently.
    Person,
    /// The tenant's administrator.
    Administrator,
    /// Whoever set up the application, its client id or its tenant in Settings.
    Settings,
    /// Nobody; it passes.
    Time,
}

/// The sentence for an error number, and who can do something about it.
pub fn explain(code: u32) -> Option<(&'static str, ResponsibleParty)> {
    use ResponsibleParty::{Administrator, Person, Settings, Time};

    let known = match code {
        16000 => ("This account is not in the tenant. Choose another account or another tenant.", Person),
        50011 => (
            "The application does not allow the redirect URI http://localhost (at a cloud of a file, http://127.0.0.1).",
            Settings,
        ),
        50020 => (
            "This account is not in the tenant. Choose another account, or ask to be invited as a guest.",
            Person,
        ),
        50034 => ("There is no such account in the tenant. Check the sign-in name and the tenant.", Person),
        50053 => ("The account is locked after too many attempts. Wait a while, then try again.", Time),
        50055 => ("The password has expired. Change it on the sign-in page.", Person),
        50057 => ("The account is disabled. Ask your administrator to enable it.", Administrator),
        50058 | 50078 | 50089 => ("The browser's session has ended. Sign in again.", Person),
        50072 | 50079 => (
            "Your organization asks you to register for multi-factor authentication. Sign in to do so.",
            Person,
        ),
        50074 | 50076 => {
            ("Your organization asks for multi-factor authentication. Sign in again to complete it.", Person)
        }
        50105 => (
            "Your account is not assigned to the application. Ask your administrator to assign it.",
            Administrator,
        ),
        50126 => ("The sign-in name or the password is wrong.", Person),
        50131 | 53000..=53003 => (
            "A conditional access policy of your organization blocks this sign-in. Ask your administrator what it requires.",
            Administrator,
        ),
        50158 => {
            ("Your organization asks for another step of verification. Sign in again to complete it.", Person)
        }
        50173 => ("The session was ended, for example because the password changed. Sign in again.", Person),
        50194 => ("The application belongs to one tenant only. Name the tenant in Settings.", Settings),
        50196 => ("Too many sign-in requests in a short time. Wait a few minutes, then try again.", Time),
        53004 => (
            "Multi-factor registration is blocked because the sign-in looks risky. Ask your administrator.",
            Administrator,
        ),
        54005 => ("The answer of the sign-in page was used already. Sign in again.", Person),
        65001 => (
            "The application has no consent in this tenant. Ask your administrator, or consent on the sign-in page.",
            Administrator,
        ),
        65002 => (
            "This Microsoft client id may not be used for that service. Set a client id of your own in Settings.",
            Settings,
        ),
        65004 => (
            "Consent was declined on the sign-in page. Sign in again and accept, or ask your administrator.",
            Person,
        ),
        70008 | 700_082 => {
            ("The session ended because it was not used for a long time. Sign in again.", Person)
        }
        70011 | 500_011 => {
            ("The service is not known in this tenant. Check the tenant and the cloud.", Settings)
        }
        70043 => ("Your organization asks to sign in again after some time. Sign in again.", Person),
        90002 => ("There is no such tenant. Check its name, and that it is in this cloud.", Settings),
        90033 | 90006 => ("The sign-in service has a passing problem. Try again in a moment.", Time),
        90094 | 90095 => {
            ("An administrator has to consent to the application. Ask your administrator.", Administrator)
        }
        501_481 => ("The answer does not belong to this sign-in. Sign in again.", Person),
        530_032 | 530_034 | 530_035 => (
            "A security policy of your organization blocks this sign-in. Ask your administrator.",
            Administrator,
        ),
        650_057 => (
            "The application is not registered for that service. Add the permission to its registration.",
            Settings,
        ),
        700_016 => {
            ("The application is not known in this tenant. Check the client id and the tenant.", Settings)
        }
        700_025 | 7_000_218 => {
            ("The application is not registered as a public client. Change its registration.", Settings)
        }
        700_084 => ("The session has ended. Sign in again.", Person),
        700_027 | 700_030 => (
            "The certificate is not registered with this application, or not any more. Choose another one.",
            Person,
        ),
        7_000_215 => {
            ("The secret is wrong. Enter the secret's value, not its id, or make a new one.", Person)
        }
        7_000_222 => ("The secret has expired. Make a new one for the application, then enter it.", Person),
        7_000_112 => ("The application is disabled in this tenant. Ask your administrator.", Administrator),
        _ => return None,
    };
    Some(known)
}

/// Numbers that end a session: no request with this refresh token will ever succeed again.
pub(crate) const SESSION_ENDED: [u32; 9] =
    [50034, 50057, 50089, 50173, 70000, 70008, 70043, 700_082, 700_084];

/// Numbers that ask for consent.
pub(crate) const CONSENT: [u32; 3] = [65001, 90094, 90095];

/// Numbers that ask for the person in front of a browser.
pub(crate) const INTERACTION: [u32; 15] =
    [16000, 50055, 50058, 50072, 50074, 50076, 50078, 50079, 50131, 50158, 53000, 53001, 53002, 53003, 53004];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_calm_and_whole() {
        for code in 0..8_000_000 {
            if let Some((sentence, _)) = explain(code) {
                assert!(sentence.ends_with('.') && !sentence.contains('!'), "{code}: {sentence}");
            }
        }
    }

    #[test]
    fn expected_failures_have_a_sentence() {
        for code in [
            65001, 65004, 50076, 50079, 50105, 53003, 700_016, 90002, 50126, 70008, 700_082, 50173, 500_011,
            7_000_215, 7_000_222,
        ] {
            assert!(explain(code).is_some(), "{code}");
        }
    }
}

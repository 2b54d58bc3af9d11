//! Entra's error numbers (`AADSTS…`) that decide what happens to a session.
//!
//! The numbers are those of Microsoft's page "Microsoft Entra authentication and authorization error codes". What a
//! number means to people is in `entra_problem`.

/// Numbers that end a session: no request with this refresh token will ever succeed again.
pub(crate) const SESSION_ENDED: [u32; 9] =
    [50034, 50057, 50089, 50173, 70000, 70008, 70043, 700_082, 700_084];

/// Numbers that ask for consent.
pub(crate) const CONSENT: [u32; 3] = [65001, 90094, 90095];

/// Numbers that ask for the person in front of a browser.
pub(crate) const INTERACTION: [u32; 15] =
    [16000, 50055, 50058, 50072, 50074, 50076, 50078, 50079, 50131, 50158, 53000, 53001, 53002, 53003, 53004];

//! Who owns the company's registered applications.

use super::built_in::user_id;
use crate::{hash::guid, state::Registration};

pub(super) fn registrations() -> Vec<Registration> {
    [("Latchkey of Larkspur Freight", "Adele"), ("github-deploy", "Samir"), ("quote-portal", "Samir")]
        .into_iter()
        .map(|(application, owner)| Registration {
            application_id: guid(&format!("application/{application}")),
            owners: vec![user_id(owner)],
            is_fallback_public: Some(application.starts_with("Latchkey")),
            ..Registration::default()
        })
        .collect()
}

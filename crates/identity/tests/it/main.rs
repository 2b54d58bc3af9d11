//! Sign-in and sessions against an authority that can be made to misbehave.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod accounts;
mod authority;
mod azure_cli;
mod bindings;
mod device_code;
mod flood;
mod hostile_authority;
mod id_token;
mod keeping;
mod link;
mod listener;
mod logging;
mod managed_identity;
mod provider;
mod provider_applications;
mod provider_sessions;
mod provider_sign_in;
mod service_principal;
mod sign_in;
mod stage;
mod token_cache;

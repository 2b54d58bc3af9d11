//! The demo cloud over real loopback HTTP, with a client that knows nothing of its insides.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands, helpers included")]

mod arm;
mod control;
mod crowd;
mod client_assertion;
mod client_credentials;
mod conditions;
mod consent;
mod device_code;
mod discovery;
mod faults;
mod first_generation;
mod guests;
mod hostile;
mod keys;
mod pages;
mod sign_in;
mod snapshot;
mod support;
mod tls;
mod token;
mod web_services;

//! The program itself against the demo cloud, over TLS on loopback, on a machine without a store for secrets: ways
//! to sign in, exit codes, what is printed where, and what must not be found anywhere.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod attacks;
mod azure_cli;
mod destinations;
mod keeping;
mod people;
mod printing;
mod profile;
mod refusals;
mod sign_in_methods;
mod stage;

//! The demo cloud and the program's client, held to Microsoft's OpenAPI documents. Nothing of these is kept in
//! here: they are read where they lie, and without them the skips of the tests that need them are counted.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod answered;
mod catalogue;
mod client;
mod examples;
mod exceptions;
mod known;
mod lab;
mod places;
mod recordings;
mod refusals;
mod relay;
mod replay;
mod validator;
mod walk;

use latchkey_tests::{azure_data, openapi::Catalogue};

/// The documents; `None` if they are not there, and the skip is counted then.
fn catalogue(test: &str) -> Option<Catalogue> {
    let specs = azure_data(test)?.join("specs");
    Some(Catalogue::read(&specs).unwrap())
}

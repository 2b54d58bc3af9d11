//! Hostile input by the thousand, straight into what reads it: `cargo test -p latchkey-democloud fuzz`.

mod languages;
mod requests;
mod texts;

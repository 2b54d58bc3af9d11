//! Every sentence that a person reads, in Project Fluent.
//!
//! `locales/<language>/<who shows it>/<subject>.ftl` holds the messages. The build makes a module for each file and a
//! function for each message, so that a message that is missing or called wrongly does not compile. The window reads
//! the files of `window` and `shared` itself; only the tests of this crate have those of the window.
//! The language is one for the whole program. Numbers, times and lists are formatted by [`format`].

#[cfg(test)]
mod bindings;
mod bundle;
#[cfg(test)]
mod catalogue;
pub mod format;
mod language;
#[cfg(debug_assertions)]
pub mod pseudo;
mod value;

pub use bundle::{language, set_language};
pub use language::Language;
pub use messages::*;
pub use value::Number;
pub(crate) use value::Value;

/// Made from the catalogue by the build.
mod messages {
    #[cfg(test)]
    include!(concat!(env!("OUT_DIR"), "/all_messages.rs"));
    #[cfg(not(test))]
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

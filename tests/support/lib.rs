//! What the tests share: a person who signs in, an app with a memory for a keychain, and, with the
//! feature `desktop`, a display, a Secret Service, the real window and a real browser.

#![expect(
    missing_docs,
    clippy::missing_errors_doc,
    clippy::return_self_not_must_use,
    clippy::unwrap_used,
    reason = "the package is only used by its own tests, and a failure in it fails them"
)]

mod azure_data;
mod detour;
mod hasty_clock;
mod memory;
pub mod openapi;
mod person;
mod scene;

#[cfg(feature = "desktop")]
pub mod desktop;

pub use azure_data::{Recording, Replay};
pub use detour::Detour;
pub use hasty_clock::HastyClock;
pub use latchkey_testing::azure_data;
pub use memory::{MemoryClipboard, MemoryPeers, OneCloud, Recorder};
pub use person::{Habit, Person, follow};
pub use scene::{Scene, SceneBuilder};

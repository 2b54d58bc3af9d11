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
mod fast_forward_clock;
mod memory;
pub mod openapi;
mod person;
mod redirect_transport;
mod scene;

#[cfg(feature = "desktop")]
pub mod desktop;

pub use azure_data::{Recording, Replay};
pub use fast_forward_clock::FastForwardClock;
pub use latchkey_testing::azure_data;
pub use memory::{MemoryClipboard, MemoryPeers, OneCloud, Recorder};
pub use person::{Habit, Person, follow};
pub use redirect_transport::RedirectTransport;
pub use scene::{Scene, SceneBuilder};

//! Sends change events to the window, which then reads the new state.

use latchkey_app::{
    Events,
    bridge::{Change, SignInOutcome},
};
use tauri::{AppHandle, Emitter};

use crate::window;

/// The only event of the window. Its payload says what changed.
const EVENT: &str = "changed";

/// Sends events to the window.
pub(crate) struct WindowEvents {
    handle: AppHandle,
}

impl WindowEvents {
    pub(crate) fn new(handle: AppHandle) -> Self {
        Self { handle }
    }
}

impl Events for WindowEvents {
    fn notify(&self, change: Change) {
        let is_signed_in = matches!(
            change,
            Change::SignInEnded { outcome: SignInOutcome::SignedIn { .. } | SignInOutcome::Unlocked }
        );
        if is_signed_in {
            window::bring_forward(&self.handle);
        }
        if let Err(error) = self.handle.emit_to(window::MAIN, EVENT, change) {
            tracing::warn!(%error, "the window was not told of a change");
        }
    }
}

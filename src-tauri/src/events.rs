//! Tells the window what changed; the window asks for the rest.

use latchkey_app::{Change, Events};
use serde::Serialize;
use tauri::{AppHandle, Emitter};

use crate::window;

/// Events for the window.
pub(crate) struct WindowEvents {
    handle: AppHandle,
}

#[derive(Clone, Serialize)]
struct ServicesChanged {
    service: Option<String>,
}

impl WindowEvents {
    pub(crate) fn new(handle: AppHandle) -> Self {
        Self { handle }
    }
}

impl Events for WindowEvents {
    fn notify(&self, change: Change) {
        let sent = match change {
            Change::App => self.handle.emit_to(window::MAIN, "app-changed", ()),
            Change::SignedIn => {
                window::bring_forward(&self.handle);
                Ok(())
            }
            Change::Services { service } => {
                self.handle.emit_to(window::MAIN, "services-changed", ServicesChanged { service })
            }
        };
        if let Err(error) = sent {
            tracing::warn!(%error, "the window was not told of a change");
        }
    }
}

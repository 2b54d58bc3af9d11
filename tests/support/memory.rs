//! Ports in memory: a clipboard, a recorder of requests, a catalogue of one cloud.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use latchkey_app::{
    Clipboard, ClipboardError, CloudCatalog, CloudUnavailable, Events, Selection, Sensitivity,
    bridge::Change, bridge::CloudSummary,
};
use latchkey_democloud::Gate;
use latchkey_http::{Exchange, Observer};
use latchkey_peer::{Ends, Peer, Peers};
use latchkey_types::{Cloud, Secret};
use latchkey_vault::Vault;
use tokio::sync::watch;

/// A clipboard without a system.
#[derive(Default)]
pub struct MemoryClipboard {
    content: Mutex<Option<(Secret, Sensitivity)>>,
    selected: Mutex<Option<Secret>>,
}

impl MemoryClipboard {
    /// The text on the clipboard.
    pub fn content(&self) -> Option<String> {
        // EXPOSE: tests look at what was copied.
        self.content.lock().unwrap().as_ref().map(|(text, _)| text.expose().to_owned())
    }

    /// Selects a text, as the mouse does on X11.
    pub fn select(&self, text: &str) {
        *self.selected.lock().unwrap() = Some(Secret::new(text));
    }

    /// The text that is selected.
    pub fn selected(&self) -> Option<String> {
        // EXPOSE: tests look at what was selected.
        self.selected.lock().unwrap().as_ref().map(|text| text.expose().to_owned())
    }

    /// Whether it was marked as secret.
    pub fn is_marked_secret(&self) -> bool {
        self.content.lock().unwrap().as_ref().is_some_and(|(_, mark)| *mark == Sensitivity::Secret)
    }
}

impl Clipboard for MemoryClipboard {
    fn write(&self, text: &Secret, sensitivity: Sensitivity) -> Result<(), ClipboardError> {
        *self.content.lock().unwrap() = Some((text.clone(), sensitivity));
        Ok(())
    }

    fn read(&self, selection: Selection) -> Result<Option<Secret>, ClipboardError> {
        Ok(match selection {
            Selection::Clipboard => self.content.lock().unwrap().as_ref().map(|(text, _)| text.clone()),
            Selection::Primary => self.selected.lock().unwrap().clone(),
        })
    }

    fn clear(&self, selection: Selection) -> Result<(), ClipboardError> {
        match selection {
            Selection::Clipboard => *self.content.lock().unwrap() = None,
            Selection::Primary => *self.selected.lock().unwrap() = None,
        }
        Ok(())
    }
}

/// The owner of connecting programs: the same user, until a test sets another one.
pub struct MemoryPeers(Mutex<Peer>);

impl Default for MemoryPeers {
    fn default() -> Self {
        Self(Mutex::new(Peer::SameUser))
    }
}

impl MemoryPeers {
    /// Sets the owner of later connections.
    pub fn set_peer(&self, peer: Peer) {
        *self.0.lock().unwrap() = peer;
    }
}

impl Peers for MemoryPeers {
    fn who_holds(&self, _: Ends) -> Peer {
        *self.0.lock().unwrap()
    }
}

/// Remembers every exchange and counts changes.
pub struct Recorder {
    exchanges: Mutex<Vec<(String, String, Option<u16>)>>,
    changes: watch::Sender<Vec<Change>>,
}

impl Default for Recorder {
    fn default() -> Self {
        Self { exchanges: Mutex::default(), changes: watch::Sender::new(Vec::new()) }
    }
}

impl Recorder {
    /// Method, redacted address and status of each exchange so far.
    pub fn exchanges(&self) -> Vec<(String, String, Option<u16>)> {
        self.exchanges.lock().unwrap().clone()
    }

    /// How many exchanges had this in their address.
    pub fn count(&self, part: &str) -> usize {
        self.exchanges().iter().filter(|(_, url, _)| url.contains(part)).count()
    }

    /// Follows the changes that the app reports.
    pub fn changes(&self) -> watch::Receiver<Vec<Change>> {
        self.changes.subscribe()
    }
}

impl Observer for Recorder {
    fn on_exchange(&self, exchange: &Exchange) {
        let status = exchange.status.map(|status| status.as_u16());
        self.exchanges.lock().unwrap().push((exchange.method.to_string(), exchange.url.clone(), status));
    }
}

impl Events for Recorder {
    fn notify(&self, change: Change) {
        self.changes.send_modify(|changes| changes.push(change));
    }
}

/// A catalogue with one cloud in it, which runs already.
pub struct OneCloud {
    pub cloud: Cloud,
    pub gate: Gate,
}

#[async_trait]
impl CloudCatalog for OneCloud {
    fn summaries(&self) -> Vec<CloudSummary> {
        vec![latchkey_app::summary_of(&self.cloud)]
    }

    async fn open(&self, id: &str, _: &Arc<Vault>) -> Result<Cloud, CloudUnavailable> {
        if id == self.cloud.id { Ok(self.cloud.clone()) } else { Err(CloudUnavailable::Unknown) }
    }

    async fn reset(&self, _: &Arc<Vault>) -> Result<(), CloudUnavailable> {
        Ok(())
    }

    fn shut_emulated(&self) {
        self.gate.shut();
    }

    fn open_emulated(&self) {
        self.gate.open();
    }
}

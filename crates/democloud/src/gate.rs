//! Opens and shuts a demo cloud that another program embeds. While it is shut nobody gets an answer; ports and
//! state stay.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Shuts a running demo cloud, and opens it again. Every copy is about the same demo cloud.
#[derive(Debug, Clone, Default)]
pub struct Gate(Arc<AtomicBool>);

impl Gate {
    /// From now on new connections are closed, and requests on others answer 503.
    pub fn shut(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// Opens it again.
    pub fn open(&self) {
        self.0.store(false, Ordering::SeqCst);
    }

    pub(crate) fn is_shut(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

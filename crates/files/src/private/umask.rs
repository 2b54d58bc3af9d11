//! Which permissions new files have in the whole program, for what libraries write.

use std::sync::Arc;
#[cfg(unix)]
use std::sync::{Mutex, PoisonError};

/// The permissions that new files have. Programs that this one starts inherit them, so they are the user's again while
/// one is started.
#[derive(Debug, Clone, Default)]
pub struct Umask {
    #[cfg(unix)]
    user: Option<Arc<Mutex<rustix::fs::Mode>>>,
    #[cfg(not(unix))]
    _nothing: Option<Arc<()>>,
}

#[cfg(unix)]
impl Umask {
    /// From here on every new file is its owner's alone, whichever library makes it. To be called once.
    pub fn narrow() -> Self {
        let user = rustix::process::umask(narrow());
        Self { user: Some(Arc::new(Mutex::new(user))) }
    }

    /// Starts a program with the permissions that the user wants for new files. One at a time.
    pub fn as_user<T>(&self, start: impl FnOnce() -> T) -> T {
        let Some(user) = &self.user else { return start() };
        let user = user.lock().unwrap_or_else(PoisonError::into_inner);
        rustix::process::umask(*user);
        let started = start();
        rustix::process::umask(narrow());
        started
    }
}

#[cfg(unix)]
fn narrow() -> rustix::fs::Mode {
    rustix::fs::Mode::from_raw_mode(0o077)
}

#[cfg(not(unix))]
impl Umask {
    /// Windows has none.
    pub fn narrow() -> Self {
        Self::default()
    }

    /// Starts a program.
    pub fn as_user<T>(&self, start: impl FnOnce() -> T) -> T {
        start()
    }
}

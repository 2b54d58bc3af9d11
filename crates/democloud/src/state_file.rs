//! `--state FILE`: the state of an earlier run is read from it, and every change is written back.
//!
//! The file holds the demo cloud's invented secrets in clear and is readable by its owner alone. The desktop
//! application seals its demo cloud's state instead.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use latchkey_democloud::DemoCloud;
use latchkey_files::{ReadError, private};
use latchkey_types::Clock;
use zeroize::Zeroizing;

use crate::private_file::replace;

/// Changes that follow one another this closely are written once.
const PAUSE: Duration = Duration::from_millis(500);

/// More than the largest company has, in bytes.
const LONGEST_STATE: u64 = 1024 * 1024 * 1024;

/// Where the state is kept. Nobody else keeps theirs there as long as this lasts.
pub(crate) struct StateFile {
    path: PathBuf,
    /// The system lets go of the lock when the process ends, however it ends. The file stays: whoever removed it
    /// could let two others believe that each has it.
    _lock: File,
}

/// Why a file cannot be the state's.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenStateError {
    /// Another process has it.
    #[error(
        "the state file {0} belongs to a demo cloud that is running: end that one, or name another file with --state"
    )]
    InUse(PathBuf),
    /// The file system said no.
    #[error("the state file {path} cannot be locked")]
    Lock {
        /// The state file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
}

impl StateFile {
    pub(crate) fn open(path: PathBuf) -> Result<Self, OpenStateError> {
        let opened = private::open_lock(&lock_of(&path));
        let locked = opened.map_err(TryLockError::Error).and_then(|lock| lock.try_lock().map(|()| lock));
        match locked {
            Ok(lock) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(OpenStateError::InUse(path)),
            Err(TryLockError::Error(source)) => Err(OpenStateError::Lock { path, source }),
        }
    }

    /// The state of an earlier run, if there was one.
    pub(crate) fn read(&self) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        private::read(&self.path, LONGEST_STATE).map_err(|error| match error {
            ReadError::System(error) => error,
            error => io::Error::other(error),
        })
    }

    pub(crate) fn write(&self, demo: &DemoCloud) -> io::Result<()> {
        replace(&self.path, &demo.snapshot())
    }

    /// Writes after each change. A write that fails, on a full disk perhaps, is told and tried again: the demo cloud
    /// itself goes on.
    pub(crate) async fn keep(&self, demo: &DemoCloud, clock: &Arc<dyn Clock>, tell: impl Fn(&io::Error)) {
        let mut changes = demo.changes();
        while changes.changed().await.is_ok() {
            clock.sleep(PAUSE).await;
            changes.mark_unchanged();
            while let Err(error) = self.write(demo) {
                tell(&error);
                clock.sleep(PAUSE * 20).await;
            }
        }
    }
}

/// The file that is locked instead of the state's own, which is another one after each write.
pub(crate) fn lock_of(path: &Path) -> PathBuf {
    path.with_added_extension("lock")
}

//! `--state FILE`: the state of an earlier run is read from it, and every change is written back.
//!
//! The file holds the demo cloud's invented secrets in clear and is readable by its owner alone. The desktop
//! application seals its demo cloud's state instead.

use std::{io, path::PathBuf, sync::Arc, time::Duration};

use latchkey_democloud::DemoCloud;
use latchkey_types::Clock;
use zeroize::Zeroizing;

use crate::connection::replace;

/// Changes that follow one another this closely are written once.
const PAUSE: Duration = Duration::from_millis(500);

/// Where the state is kept.
pub(crate) struct StateFile(PathBuf);

impl StateFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// The state of an earlier run, if there was one.
    pub(crate) fn read(&self) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        match std::fs::read(&self.0) {
            Ok(content) => Ok(Some(Zeroizing::new(content))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(crate) fn write(&self, demo: &DemoCloud) -> io::Result<()> {
        replace(&self.0, &demo.snapshot())
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

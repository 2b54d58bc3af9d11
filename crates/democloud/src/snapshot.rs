//! Reads a state that was written down. One of another version is refused by name.

use latchkey_types::Entropy;

use crate::{StartError, state, state::State};

/// What can be said of a snapshot before it is read whole.
#[derive(serde::Deserialize)]
struct Version {
    version: u32,
}

pub(crate) fn read(snapshot: &[u8], entropy: &dyn Entropy) -> Result<State, StartError> {
    let Version { version } = serde_json::from_slice(snapshot).map_err(StartError::Snapshot)?;
    if version != state::VERSION {
        return Err(StartError::SnapshotVersion(version));
    }
    let mut state: State = serde_json::from_slice(snapshot).map_err(StartError::Snapshot)?;
    if state.tenants.is_empty() {
        let why = <serde_json::Error as serde::de::Error>::custom("it has no tenant");
        return Err(StartError::Snapshot(why));
    }
    if state.id.is_nil() {
        state.id = entropy.uuid();
    }
    Ok(state)
}

//! How a secret is written into a snapshot, which its owner seals.

use latchkey_types::Secret;
use serde::{Deserialize, Deserializer, Serializer};

pub(crate) fn serialize<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    // EXPOSE: a snapshot holds the demo cloud's own secrets; whoever takes one seals it.
    serializer.serialize_str(secret.expose())
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
    Secret::deserialize(deserializer)
}

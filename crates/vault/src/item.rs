//! Names of items. On disk an item goes by a hash of its name, so that a folder listing tells nothing.

use std::fmt;

use aws_lc_rs::digest::{Context, SHA256};

/// The name of an item, such as `account/1f0c…`. It appears in errors, so it must not be personal.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ItemName(String);

/// Sixteen bytes of a hash of the name: the file's name, and the account of the key's entry.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ItemHash([u8; Self::LENGTH]);

impl ItemName {
    /// Takes a name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> ItemHash {
        ItemHash::of("item", self.0.as_bytes())
    }

    /// The tag of its kind, which is its name up to the first slash.
    pub(crate) fn kind_tag(&self) -> Tag {
        kind_tag(self.0.split('/').next().unwrap_or_default())
    }
}

/// Four bytes of a hash: enough to tell a few words apart.
pub(crate) type Tag = [u8; 4];

/// The tag of a kind of items.
pub(crate) fn kind_tag(kind: &str) -> Tag {
    tag("kind", kind)
}

/// The tag of a part that lies beside an item.
pub(crate) fn part_tag(part: &str) -> Tag {
    tag("part", part)
}

fn tag(of: &str, word: &str) -> Tag {
    let [a, b, c, d, ..] = ItemHash::of(of, word.as_bytes()).0;
    [a, b, c, d]
}

impl ItemHash {
    /// Length in bytes.
    pub(crate) const LENGTH: usize = 16;

    /// The hash of something of a certain kind.
    pub(crate) fn of(kind: &str, bytes: &[u8]) -> Self {
        let mut context = Context::new(&SHA256);
        context.update(b"latchkey vault ");
        context.update(kind.as_bytes());
        context.update(b"\0");
        context.update(bytes);
        let mut hash = [0; Self::LENGTH];
        hash.copy_from_slice(&context.finish().as_ref()[..Self::LENGTH]);
        Self(hash)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads what [`ItemHash`] prints.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let mut hash = [0; Self::LENGTH];
        if text.len() != 2 * Self::LENGTH || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        for (byte, at) in hash.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&text[at..at + 2], 16).ok()?;
        }
        Some(Self(hash))
    }
}

impl fmt::Display for ItemHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Display for ItemName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for ItemName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_read_as_printed() {
        let hash = ItemName::new("account/1").hash();
        assert!(ItemHash::from_hex(&hash.to_string()) == Some(hash));
        assert!(hash != ItemName::new("account/2").hash());
        for text in ["", "zz", "ééééééééééééééééé", &"0".repeat(31), &"+1".repeat(16)] {
            assert!(ItemHash::from_hex(text).is_none(), "{text}");
        }
    }
}

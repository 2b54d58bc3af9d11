//! Names in a seed and where they stand: everything is found, and refused, by its name.
//!
//! Names are compared without regard to letter case, as in Azure.

use std::collections::HashMap;

use jiff::Timestamp;

use super::SeedError;
use crate::hash::{guid, is_guid};

/// One thing of one list of the file.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) list: &'static str,
    pub(super) index: usize,
}

impl Place {
    /// As errors name it: `workspaces[3].group`.
    pub(super) fn field(self, name: &str) -> String {
        format!("{}[{}].{name}", self.list, self.index)
    }

    /// An id that the file says, or the one that always belongs to a name.
    pub(super) fn id(self, said: Option<&String>, name: &str) -> Result<String, SeedError> {
        match said {
            None => Ok(guid(name)),
            Some(id) if is_guid(id) => Ok(id.to_lowercase()),
            Some(id) => Err(self.malformed("id", id, "a GUID")),
        }
    }

    /// A name that can stand in an address.
    pub(super) fn name(self, field: &str, text: &str) -> Result<String, SeedError> {
        let is_fine = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
        if !text.is_empty() && text.len() <= 90 && text.chars().all(is_fine) {
            Ok(text.to_owned())
        } else {
            Err(self.malformed(field, text, "a name of letters, digits, '-', '_' and '.'"))
        }
    }

    /// A time, which keeps the spelling that Azure's services would have given it.
    pub(super) fn time(self, field: &str, text: &str) -> Result<String, SeedError> {
        let is_time = text.parse::<Timestamp>().is_ok();
        if is_time { Ok(text.to_owned()) } else { Err(self.malformed(field, text, "a time with a zone")) }
    }

    pub(super) fn malformed(self, field: &str, text: &str, expected: &'static str) -> SeedError {
        SeedError::Malformed { place: self.field(field), text: text.to_owned(), expected }
    }
}

/// Each thing of a list with its place in the file.
pub(super) fn places<'a, T>(
    list: &'static str,
    items: &'a [T],
) -> impl Iterator<Item = (Place, &'a T)> + use<'a, T> {
    items.iter().enumerate().map(move |(index, item)| (Place { list, index }, item))
}

/// Where things of one kind are in their list, by name.
pub(super) struct Index {
    kind: &'static str,
    positions: HashMap<String, usize>,
}

impl Index {
    /// An empty index of things that errors call `kind`.
    pub(super) fn new(kind: &'static str) -> Self {
        Self { kind, positions: HashMap::new() }
    }

    /// Takes the next thing up; two of one name are an error.
    pub(super) fn add(&mut self, name: &str, place: Place, field: &str) -> Result<(), SeedError> {
        let position = self.positions.len();
        match self.positions.insert(name.to_lowercase(), position) {
            None => Ok(()),
            Some(_) => {
                Err(SeedError::Repeated { place: place.field(field), kind: self.kind, name: name.to_owned() })
            }
        }
    }

    pub(super) fn find(&self, name: &str, place: Place, field: &str) -> Result<usize, SeedError> {
        self.positions.get(&name.to_lowercase()).copied().ok_or_else(|| SeedError::Unknown {
            place: place.field(field),
            kind: self.kind.to_owned(),
            name: name.to_owned(),
        })
    }
}

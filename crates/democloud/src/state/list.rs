//! A list that costs next to nothing to copy: a copy shares every item with the original until one of them changes.
//!
//! This is what lets a long query work on the state of one moment while other requests go on. There is no `iter_mut`:
//! looking at every item mutably, to change one, would copy them all.

use std::{
    ops::{Index, IndexMut},
    sync::Arc,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A list whose items are shared with its copies.
#[derive(Debug)]
pub(crate) struct List<T>(Arc<Vec<Arc<T>>>);

impl<T> List<T> {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> Iter<'_, T> {
        self.0.iter().map(Arc::as_ref)
    }

    pub(crate) fn first(&self) -> Option<&T> {
        self.0.first().map(Arc::as_ref)
    }

    pub(crate) fn push(&mut self, item: T) {
        Arc::make_mut(&mut self.0).push(Arc::new(item));
    }

    /// Keeps the items that a rule is true of. A list that keeps them all is not touched.
    pub(crate) fn retain(&mut self, keep: impl Fn(&T) -> bool) {
        if !self.iter().all(&keep) {
            Arc::make_mut(&mut self.0).retain(|item| keep(item));
        }
    }

    /// Forgets the first items until no more than so many are left.
    pub(crate) fn keep_last(&mut self, most: usize) {
        if let Some(excess @ 1..) = self.len().checked_sub(most) {
            Arc::make_mut(&mut self.0).drain(..excess);
        }
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl<T: Clone> List<T> {
    /// The item at a place, taken out.
    pub(crate) fn remove(&mut self, at: usize) -> T {
        Arc::unwrap_or_clone(Arc::make_mut(&mut self.0).remove(at))
    }

    pub(crate) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        Arc::make_mut(&mut self.0).get_mut(at).map(Arc::make_mut)
    }

    /// The first item that a rule is true of, to be changed.
    pub(crate) fn find_mut(&mut self, is_it: impl Fn(&T) -> bool) -> Option<&mut T> {
        let at = self.iter().position(is_it)?;
        self.get_mut(at)
    }

    /// Changes every item that a rule is true of.
    pub(crate) fn change_where(&mut self, is_it: impl Fn(&T) -> bool, mut change: impl FnMut(&mut T)) {
        for at in 0..self.len() {
            if is_it(&self[at]) {
                change(&mut self[at]);
            }
        }
    }
}

/// The items of a list, in order.
pub(crate) type Iter<'a, T> = std::iter::Map<std::slice::Iter<'a, Arc<T>>, fn(&'a Arc<T>) -> &'a T>;

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(Arc::new(items.into_iter().map(Arc::new).collect()))
    }
}

impl<T> Extend<T> for List<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        Arc::make_mut(&mut self.0).extend(items.into_iter().map(Arc::new));
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> Index<usize> for List<T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        &self.0[at]
    }
}

impl<T: Clone> IndexMut<usize> for List<T> {
    fn index_mut(&mut self, at: usize) -> &mut T {
        Arc::make_mut(&mut Arc::make_mut(&mut self.0)[at])
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(list: &List<u32>) -> Vec<u32> {
        list.iter().copied().collect()
    }

    #[test]
    fn a_copy_stays_as_it_was_and_shares_what_did_not_change() {
        let mut list = List::from(vec![1, 2, 3]);
        let copy = list.clone();
        list[1] = 20;
        list.push(4);
        assert_eq!((items(&list), items(&copy)), (vec![1, 20, 3, 4], vec![1, 2, 3]));
        assert!(Arc::ptr_eq(&list.0[0], &copy.0[0]) && !Arc::ptr_eq(&list.0[1], &copy.0[1]));
    }

    #[test]
    fn a_list_that_keeps_everything_is_still_shared() {
        let mut list = List::from(vec![1, 2, 3]);
        let copy = list.clone();
        list.retain(|_| true);
        list.keep_last(3);
        list.change_where(|_| false, |one| *one = 0);
        assert!(list.find_mut(|one| *one == 9).is_none());
        assert!(Arc::ptr_eq(&list.0, &copy.0));
    }

    #[test]
    fn items_are_changed_and_forgotten_by_rules() {
        let mut list: List<u32> = (1..=6).collect();
        list.change_where(|one| one % 2 == 0, |one| *one *= 10);
        list.retain(|one| *one != 3);
        list.keep_last(4);
        assert_eq!(items(&list), [20, 40, 5, 60].map(|one| one));
        assert_eq!(list.remove(0), 20);
        assert_eq!(serde_json::to_string(&list).unwrap(), "[40,5,60]");
    }
}

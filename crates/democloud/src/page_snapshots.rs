//! The states that pages were made of. The next page is made of the same state, so that no item is missing or
//! repeated because something changed in between.

use std::{collections::VecDeque, sync::Mutex};

use axum::http::Method;

use crate::{call::Call, lock::lock, paging, state::State};

/// Beyond this many the oldest are forgotten; lists that began then go on with what there is now.
const KEPT: usize = 64;

/// The latest of these states. They end with the process.
#[derive(Default)]
pub(crate) struct PageSnapshots(Mutex<VecDeque<State>>);

impl PageSnapshots {
    /// Keeps a state that a page was made of; its revision is what the next page asks for.
    pub(crate) fn keep(&self, state: &State) -> u64 {
        let mut kept = lock(&self.0);
        if kept.iter().all(|one| one.revision != state.revision) {
            kept.push_back(state.clone());
            if kept.len() > KEPT {
                kept.pop_front();
            }
        }
        state.revision
    }

    /// The state of this revision, if a page was made of it lately.
    pub(crate) fn at(&self, revision: u64) -> Option<State> {
        lock(&self.0).iter().find(|state| state.revision == revision).cloned()
    }

    /// The state that a request for a further page is about.
    pub(crate) fn for_request(&self, call: &Call) -> Option<State> {
        let revision = (call.method == Method::GET).then(|| paging::revision(call)).flatten()?;
        self.at(revision)
    }

    /// Forgets all of them, when another state takes the place of everything.
    pub(crate) fn clear(&self) {
        lock(&self.0).clear();
    }
}

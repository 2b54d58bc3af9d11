//! What the person should know about this run: a settings file that could not be read, a session that could not be
//! restored, what became of a job while the app was locked.

use std::sync::{Arc, Mutex, MutexGuard};

use crate::{Events, bridge::Change};

/// Sentences for people, in the order in which they came.
pub(crate) struct Notices {
    events: Arc<dyn Events>,
    sentences: Mutex<Vec<String>>,
}

impl Notices {
    pub(crate) fn new(events: Arc<dyn Events>) -> Self {
        Self { events, sentences: Mutex::default() }
    }

    /// Adds a sentence, unless it is there already.
    pub(crate) fn add(&self, sentence: String) {
        {
            let mut sentences = self.lock();
            if sentences.contains(&sentence) {
                return;
            }
            sentences.push(sentence);
        }
        self.events.notify(Change::Notices);
    }

    pub(crate) fn list(&self) -> Vec<String> {
        self.lock().clone()
    }

    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<String>> {
        self.sentences.lock().expect("no holder of this lock panics")
    }
}

//! What the person should know about this run: a settings file that could not be read, a session that could not be
//! restored, what became of a job while the app was locked.

use std::sync::Arc;

use parking_lot::Mutex;

use crate::{Events, bridge::Change};

/// Sentences for people, in the order in which they came.
pub(crate) struct Notices {
    events: Arc<dyn Events>,
    notices: Mutex<Vec<Notice>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Notice {
    sentence: String,
    about: About,
}

/// Whom a notice is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    /// Everybody at this machine: the profile, the clouds.
    Machine,
    /// An account, by its id: shown only while it is signed in and the app is unlocked.
    Account(String),
}

impl Notices {
    pub(crate) fn new(events: Arc<dyn Events>) -> Self {
        Self { events, notices: Mutex::default() }
    }

    /// Adds a sentence, unless it is there already.
    pub(crate) fn add(&self, about: About, sentence: String) {
        {
            let notice = Notice { sentence, about };
            let mut notices = self.notices.lock();
            if notices.contains(&notice) {
                return;
            }
            notices.push(notice);
        }
        self.events.notify(Change::Notices);
    }

    /// The sentences that are about what is shown.
    pub(crate) fn list(&self, is_shown: impl Fn(&About) -> bool) -> Vec<String> {
        let notices = self.notices.lock();
        let shown = notices.iter().filter(|notice| is_shown(&notice.about));
        shown.map(|notice| notice.sentence.clone()).collect()
    }

    pub(crate) fn clear(&self) {
        self.notices.lock().clear();
        self.events.notify(Change::Notices);
    }
}

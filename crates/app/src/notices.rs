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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// Everybody at this machine: the profile, the clouds.
    Machine,
    /// Who is signed in: a locked app does not show it, and it goes with the accounts.
    Accounts,
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

    /// Every sentence.
    pub(crate) fn list(&self) -> Vec<String> {
        self.notices.lock().iter().map(|notice| notice.sentence.clone()).collect()
    }

    /// The sentences that a locked app shows.
    pub(crate) fn list_public(&self) -> Vec<String> {
        let notices = self.notices.lock();
        let public = notices.iter().filter(|notice| notice.about == About::Machine);
        public.map(|notice| notice.sentence.clone()).collect()
    }

    /// Forgets what was about the accounts.
    pub(crate) fn clear_accounts(&self) {
        self.notices.lock().retain(|notice| notice.about != About::Accounts);
        self.events.notify(Change::Notices);
    }

    pub(crate) fn clear(&self) {
        self.notices.lock().clear();
        self.events.notify(Change::Notices);
    }
}

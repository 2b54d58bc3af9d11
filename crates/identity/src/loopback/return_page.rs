//! Which page the browser shows at the end of a sign-in, and the port that its text comes from.

use crate::EntraProblem;

/// What a page at the loopback address says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReturnPage {
    /// The code has come. Latchkey completes the sign-in.
    SignedIn,
    /// The person cancelled the sign-in, or declined the consent.
    Cancelled,
    /// The sign-in service refused; what that means, if it is known.
    Refused(Option<EntraProblem>),
    /// The link was opened a second time, which ended the sign-in.
    LinkUsedAgain,
    /// The answer does not belong to this sign-in.
    ForeignAnswer,
    /// The sign-in has its answer already.
    AnsweredAlready,
    /// A program of another user asked, or of a user who is not known.
    OtherUser,
    /// The request is no return from a sign-in page.
    NotAReturn,
    /// The browser loads the link before somebody opens it.
    Prefetch,
    /// The request names another host.
    OtherHost,
    /// There is nothing at the address.
    NotFound,
    /// The form is too large for a return.
    TooLarge,
}

/// The text of a page. None of it is markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnPageText {
    /// Tag of the language (BCP 47).
    pub language: String,
    /// The title of the tab.
    pub title: String,
    /// The heading.
    pub heading: String,
    /// What follows.
    pub paragraphs: Vec<String>,
}

/// Gives the pages their text.
pub trait ReturnPages: Send + Sync {
    /// The text of a page, in the language that the person has chosen.
    fn text(&self, page: ReturnPage) -> ReturnPageText;
}

/// Pages without sentences, for tests: each shows the name of what happened.
#[derive(Debug, Clone, Copy, Default)]
pub struct NamedPages;

impl ReturnPages for NamedPages {
    fn text(&self, page: ReturnPage) -> ReturnPageText {
        let name = format!("{page:?}");
        ReturnPageText {
            language: "en".to_owned(),
            title: name.clone(),
            heading: name.clone(),
            paragraphs: vec![name],
        }
    }
}

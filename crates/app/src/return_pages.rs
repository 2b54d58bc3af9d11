//! The text of the pages that the browser shows when it comes back from a sign-in.

use latchkey_identity::{ReturnPage, ReturnPageText, ReturnPages};
use latchkey_words::page;

use crate::bridge;

/// Takes the text of the pages from the catalogue.
pub(crate) struct CataloguePages;

impl ReturnPages for CataloguePages {
    fn text(&self, page: ReturnPage) -> ReturnPageText {
        let (heading, paragraphs) = match page {
            ReturnPage::SignedIn => (page::signed_in(), vec![page::signed_in_next()]),
            ReturnPage::Cancelled => (page::cancelled(), vec![page::cancelled_next()]),
            ReturnPage::Refused(problem) => not_signed_in(bridge::text_of_entra(problem)),
            ReturnPage::LinkUsedAgain => not_signed_in(page::link_used_again()),
            ReturnPage::ForeignAnswer => not_signed_in(page::foreign_answer()),
            ReturnPage::AnsweredAlready => (page::signed_in(), vec![page::answered_already()]),
            ReturnPage::OtherUser => not_signed_in(page::other_user()),
            ReturnPage::NotAReturn => not_signed_in(page::not_a_return()),
            ReturnPage::Prefetch => (page::not_signed_in(), vec![page::prefetch()]),
            ReturnPage::OtherHost => not_signed_in(page::other_host()),
            ReturnPage::NotFound => not_signed_in(page::not_found()),
            ReturnPage::TooLarge => not_signed_in(page::too_large()),
        };
        ReturnPageText {
            language: latchkey_words::language().tag().to_owned(),
            title: page::title(),
            heading,
            paragraphs,
        }
    }
}

fn not_signed_in(sentence: String) -> (String, Vec<String>) {
    (page::not_signed_in(), vec![sentence, page::close()])
}

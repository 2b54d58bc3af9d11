//! Which languages there are.

use std::fmt;

use unic_langid::LanguageIdentifier;

use crate::messages::LANGUAGES;

/// A language that the program can speak.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// Its place in the catalogue.
    pub(crate) at: usize,
    /// Accented and longer: shows what is not translated and what has too little room.
    #[cfg(debug_assertions)]
    pub(crate) is_pseudo: bool,
}

impl Language {
    /// The language that the others are translated from.
    pub const ENGLISH: Self = Self {
        at: 0,
        #[cfg(debug_assertions)]
        is_pseudo: false,
    };

    /// English, accented and 40 % longer, for those who develop Latchkey.
    #[cfg(debug_assertions)]
    pub const PSEUDO: Self = Self { at: 0, is_pseudo: true };

    /// The first language of this list that the program can speak; English if it can speak none.
    ///
    /// The tags are BCP 47's, as the system has them, the best one first.
    pub fn of_system<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        let found = tags.into_iter().find_map(|tag| {
            let wanted: LanguageIdentifier = tag.parse().ok()?;
            (0..LANGUAGES.len()).find(|at| identifier(*at).language == wanted.language)
        });
        Self { at: found.unwrap_or(0), ..Self::ENGLISH }
    }

    /// Its name in settings: the tag, or `pseudo`.
    pub fn name(self) -> &'static str {
        #[cfg(debug_assertions)]
        if self.is_pseudo {
            return "pseudo";
        }
        self.tag()
    }

    /// What stands between the thousands of a number.
    pub(crate) fn thousands_separator(self) -> char {
        thousands_separator_of(self.tag())
    }

    /// Its tag (BCP 47), for the `lang` attribute of a page.
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.at].0
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// The tag of a language of the catalogue.
pub(crate) fn identifier(at: usize) -> LanguageIdentifier {
    LANGUAGES[at].0.parse().expect("folders of the catalogue are named by tags")
}

/// As CLDR has it for the first part of a tag; a narrow space, which is read everywhere, for a language that is not here.
fn thousands_separator_of(tag: &str) -> char {
    match tag.split('-').next().unwrap_or_default() {
        "en" | "he" | "ja" | "ko" | "th" | "zh" => ',',
        "da" | "de" | "el" | "es" | "id" | "it" | "nl" | "pt" | "ro" | "tr" | "vi" => '.',
        _ => '\u{202f}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_as_the_language_does_it() {
        let check = |tag, expected| assert_eq!(thousands_separator_of(tag), expected, "{tag}");
        check("en-GB", ',');
        check("de", '.');
        check("fr-CA", '\u{202f}');
        assert_eq!(Language::ENGLISH.thousands_separator(), ',');
    }

    #[test]
    fn the_first_language_that_there_is_wins() {
        let check = |tags: &[&str], expected: &str| {
            assert_eq!(Language::of_system(tags.iter().copied()).tag(), expected, "{tags:?}");
        };
        check(&["en-GB"], "en");
        check(&["tlh", "en-US"], "en");
        check(&[], "en");
        check(&["C", "not a tag"], "en");
    }
}

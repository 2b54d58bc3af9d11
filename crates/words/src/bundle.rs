//! The language that the program speaks: its messages, each file read when its first message is needed.

use std::sync::{Arc, OnceLock};

use fluent_bundle::{
    FluentArgs, FluentError, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber,
};
use parking_lot::RwLock;

use crate::{
    Language, Value, format,
    language::identifier,
    messages::{LANGUAGES, SUBJECTS},
};

type Bundle = FluentBundle<FluentResource>;

/// The language that the program speaks.
struct Loaded {
    language: Language,
    subjects: [OnceLock<Bundle>; SUBJECTS],
}

static LOADED: RwLock<Option<Arc<Loaded>>> = RwLock::new(None);

/// The language that the program speaks.
pub fn language() -> Language {
    LOADED.read().as_ref().map_or(Language::ENGLISH, |loaded| loaded.language)
}

/// Makes the program speak this language from now on.
pub fn set_language(language: Language) {
    let is_loaded = LOADED.read().as_ref().is_some_and(|loaded| loaded.language == language);
    if !is_loaded {
        *LOADED.write() = Some(Arc::new(Loaded::new(language)));
    }
}

/// A message of a subject with its arguments.
pub(crate) fn text(subject: usize, id: &str, values: Vec<(&'static str, Value)>) -> String {
    let loaded = LOADED.read().clone();
    let loaded = loaded.unwrap_or_else(|| {
        LOADED.write().get_or_insert_with(|| Arc::new(Loaded::new(Language::ENGLISH))).clone()
    });
    loaded.text(subject, id, values)
}

impl Loaded {
    fn new(language: Language) -> Self {
        Self { language, subjects: std::array::from_fn(|_| OnceLock::new()) }
    }

    fn text(&self, subject: usize, id: &str, values: Vec<(&'static str, Value)>) -> String {
        let bundle = self.subjects[subject].get_or_init(|| bundle(self.language, subject));
        let pattern = bundle
            .get_message(id)
            .and_then(|message| message.value())
            .expect("the build has seen the message");
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, Value(value)) in values {
            arguments.set(name, value);
        }
        let mut errors: Vec<FluentError> = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        text.into_owned()
    }
}

fn bundle(language: Language, subject: usize) -> Bundle {
    let resource = FluentResource::try_new(LANGUAGES[language.at].1[subject].to_owned());
    let resource = resource.unwrap_or_else(|(_, errors)| panic!("the build has read the file: {errors:?}"));
    let mut bundle = Bundle::new_concurrent(vec![identifier(language.at)]);
    // Terminals show the marks that keep directions apart as boxes.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(FluentNumber { value, .. }) => {
            Some(format::whole_number(*value, self::language()))
        }
        _ => None,
    }));
    #[cfg(debug_assertions)]
    if language.is_pseudo {
        bundle.set_transform(Some(crate::pseudo::transform));
    }
    bundle.add_resource(resource).expect("the build has seen that no id stands twice");
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::MESSAGES;

    /// The message with a number for each argument.
    fn formatted(language: Language, subject: usize, id: &str, arguments: &[&str]) -> String {
        let bundle = bundle(language, subject);
        let pattern = bundle.get_message(id).unwrap().value().unwrap();
        let mut values = FluentArgs::new();
        for name in arguments {
            values.set(*name, FluentValue::from(7));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        assert!(errors.is_empty(), "{id}: {errors:?}");
        text
    }

    #[test]
    fn each_message_can_be_formatted_in_each_language() {
        for at in 0..LANGUAGES.len() {
            for (subject, id, arguments) in MESSAGES {
                let text = formatted(Language { at, ..Language::ENGLISH }, *subject, id, arguments);
                assert!(!text.is_empty(), "{id}");
            }
        }
    }

    #[test]
    fn the_pseudo_language_changes_every_text_of_a_message_and_no_argument() {
        for (subject, id, arguments) in MESSAGES {
            let text = formatted(Language::PSEUDO, *subject, id, arguments);
            assert!(!text.contains(|letter: char| letter.is_ascii_alphabetic()), "{id}: {text}");
        }
    }

    #[test]
    fn a_loaded_language_shows_its_messages_and_the_arguments_as_they_are() {
        let count = MESSAGES.iter().find(|(_, id, _)| *id == "time-later").unwrap();
        let values = || vec![("duration", Value::text("1 h")), ("clock", Value::text("{ $duration } <b>"))];
        let text = |language| Loaded::new(language).text(count.0, count.1, values());
        assert_eq!(text(Language::ENGLISH), "in 1 h ({ $duration } <b>)");
        assert!(text(Language::PSEUDO).contains("{ $duration } <b>"), "{}", text(Language::PSEUDO));
        assert_ne!(text(Language::PSEUDO), text(Language::ENGLISH));
    }
}

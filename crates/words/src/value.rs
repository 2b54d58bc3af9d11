//! What is put in for the variables of a message.

use std::fmt::Display;

use fluent_bundle::FluentValue;

/// A value for a variable.
pub(crate) struct Value(pub(crate) FluentValue<'static>);

impl Value {
    /// A text as it stands: nothing in it is read as part of the message.
    pub(crate) fn text(text: impl Display) -> Self {
        Self(FluentValue::from(text.to_string()))
    }

    /// A number that plurals depend on.
    pub(crate) fn number(number: impl Number) -> Self {
        Self(FluentValue::from(number.value()))
    }
}

/// A whole number.
pub trait Number: Copy {
    /// The number as plurals and formats take it.
    fn value(self) -> i64;
}

macro_rules! number {
    ($($integer:ty),*) => {
        $(impl Number for $integer {
            fn value(self) -> i64 {
                i64::try_from(self).unwrap_or(i64::MAX)
            }
        })*
    };
}

number!(u8, u16, u32, u64, usize, i32, i64);

//! Comparison functions, and the four ways to compare several values with several.

use std::{borrow::Cow, cmp::Ordering, net::IpAddr};

use jiff::Timestamp;
use uuid::Uuid;

use super::Value;

/// A comparison function: Azure's name, what it tests, and whether it is the negation of that.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) name: &'static str,
    test: Test,
    is_negated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Test {
    Text(TextTest, Case),
    Number(Order),
    Time(Order),
    Boolean,
    Guid,
    Address,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextTest {
    Equals,
    StartsWith,
    Like,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Kept,
    Ignored,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Order {
    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
        }
    }
}

const fn is(name: &'static str, test: Test) -> Function {
    Function { name, test, is_negated: false }
}

const fn is_not(name: &'static str, test: Test) -> Function {
    Function { name, test, is_negated: true }
}

/// All but the last two are on the page of the language. `IpMatch` and `IpNotMatch` are not documented there;
/// here their right side is an address or a range like `10.0.0.0/8`.
const FUNCTIONS: &[Function] = &[
    is("StringEquals", Test::Text(TextTest::Equals, Case::Kept)),
    is("StringEqualsIgnoreCase", Test::Text(TextTest::Equals, Case::Ignored)),
    is_not("StringNotEquals", Test::Text(TextTest::Equals, Case::Kept)),
    is_not("StringNotEqualsIgnoreCase", Test::Text(TextTest::Equals, Case::Ignored)),
    is("StringStartsWith", Test::Text(TextTest::StartsWith, Case::Kept)),
    is("StringStartsWithIgnoreCase", Test::Text(TextTest::StartsWith, Case::Ignored)),
    is_not("StringNotStartsWith", Test::Text(TextTest::StartsWith, Case::Kept)),
    is_not("StringNotStartsWithIgnoreCase", Test::Text(TextTest::StartsWith, Case::Ignored)),
    is("StringLike", Test::Text(TextTest::Like, Case::Kept)),
    is("StringLikeIgnoreCase", Test::Text(TextTest::Like, Case::Ignored)),
    is_not("StringNotLike", Test::Text(TextTest::Like, Case::Kept)),
    is_not("StringNotLikeIgnoreCase", Test::Text(TextTest::Like, Case::Ignored)),
    is("NumericEquals", Test::Number(Order::Equal)),
    is_not("NumericNotEquals", Test::Number(Order::Equal)),
    is("NumericGreaterThan", Test::Number(Order::Greater)),
    is("NumericGreaterThanEquals", Test::Number(Order::GreaterOrEqual)),
    is("NumericLessThan", Test::Number(Order::Less)),
    is("NumericLessThanEquals", Test::Number(Order::LessOrEqual)),
    is("DateTimeEquals", Test::Time(Order::Equal)),
    is_not("DateTimeNotEquals", Test::Time(Order::Equal)),
    is("DateTimeGreaterThan", Test::Time(Order::Greater)),
    is("DateTimeGreaterThanEquals", Test::Time(Order::GreaterOrEqual)),
    is("DateTimeLessThan", Test::Time(Order::Less)),
    is("DateTimeLessThanEquals", Test::Time(Order::LessOrEqual)),
    is("BoolEquals", Test::Boolean),
    is_not("BoolNotEquals", Test::Boolean),
    is("GuidEquals", Test::Guid),
    is_not("GuidNotEquals", Test::Guid),
    is("IpMatch", Test::Address),
    is_not("IpNotMatch", Test::Address),
];

impl Function {
    pub(super) fn find(name: &str) -> Option<&'static Self> {
        FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
    }

    /// What a value that is written in the condition has to be, if this one is not.
    pub(super) fn objection(&self, value: &Value) -> Option<&'static str> {
        let (is_right, expected) = match self.test {
            Test::Text(..) => (matches!(value, Value::Text(_) | Value::Guid(_)), "a text in single quotes"),
            Test::Number(_) => (integer(value).is_some(), "a whole number"),
            Test::Time(_) => (time(value).is_some(), "a time like '2023-05-01T13:00:00.0Z'"),
            Test::Boolean => (boolean(value).is_some(), "true or false"),
            Test::Guid => (guid(value).is_some(), "a GUID"),
            Test::Address => (network(value).is_some(), "an IP address or range in single quotes"),
        };
        (!is_right).then_some(expected)
    }

    /// What cannot be compared, as a word with a number, does not hold, negated or not.
    fn holds(&self, left: &Value, right: &Value) -> bool {
        let outcome = match self.test {
            Test::Text(test, case) => Some(text_holds(test, case, &text(left), &text(right))),
            Test::Number(order) => compare(order, integer(left), integer(right)),
            Test::Time(order) => compare(order, time(left), time(right)),
            Test::Boolean => compare(Order::Equal, boolean(left), boolean(right)),
            Test::Guid => compare(Order::Equal, guid(left), guid(right)),
            Test::Address => address(left).zip(network(right)).map(|(address, (network, length))| {
                bits(address).zip_same(bits(network)).is_some_and(|(own, theirs, width)| {
                    // Shifting by the full width is no shift; a range of length zero covers everything.
                    let shift = width - length;
                    shift >= 128 || own >> shift == theirs >> shift
                })
            }),
        };
        outcome.is_some_and(|holds| holds != self.is_negated)
    }
}

fn compare<T: Ord>(order: Order, left: Option<T>, right: Option<T>) -> Option<bool> {
    Some(order.holds(left?.cmp(&right?)))
}

fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Integer(number) => Cow::Owned(number.to_string()),
        Value::Boolean(value) => Cow::Owned(value.to_string()),
        Value::Guid(id) => Cow::Owned(id.hyphenated().to_string()),
    }
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => Some(*number),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(value) => Some(*value),
        Value::Text(text) => text.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

fn time(value: &Value) -> Option<Timestamp> {
    match value {
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn guid(value: &Value) -> Option<Uuid> {
    const HYPHENATED: usize = 36;
    match value {
        Value::Guid(id) => Some(*id),
        Value::Text(text) if text.len() == HYPHENATED => Uuid::try_parse(text).ok(),
        _ => None,
    }
}

fn address(value: &Value) -> Option<IpAddr> {
    match value {
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// An address with the number of bits that count.
fn network(value: &Value) -> Option<(IpAddr, u32)> {
    let Value::Text(text) = value else { return None };
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length.parse::<u32>().ok()?)),
        None => (text.as_str(), None),
    };
    let address: IpAddr = address.parse().ok()?;
    let width = bits(address).width;
    let length = length.unwrap_or(width);
    (length <= width).then_some((address, length))
}

#[derive(Clone, Copy)]
struct Bits {
    value: u128,
    width: u32,
}

impl Bits {
    fn zip_same(self, other: Self) -> Option<(u128, u128, u32)> {
        (self.width == other.width).then_some((self.value, other.value, self.width))
    }
}

fn bits(address: IpAddr) -> Bits {
    match address {
        IpAddr::V4(address) => Bits { value: u128::from(address.to_bits()), width: 32 },
        IpAddr::V6(address) => Bits { value: address.to_bits(), width: 128 },
    }
}

fn text_holds(test: TextTest, case: Case, left: &str, right: &str) -> bool {
    let (left, right) = match case {
        Case::Kept => (Cow::Borrowed(left), Cow::Borrowed(right)),
        Case::Ignored => (Cow::Owned(left.to_lowercase()), Cow::Owned(right.to_lowercase())),
    };
    match test {
        TextTest::Equals => left == right,
        TextTest::StartsWith => left.starts_with(right.as_ref()),
        TextTest::Like => is_like(&left, &right),
    }
}

/// `*` stands for any characters, `?` for one, a backslash takes that meaning away. Linear in the product
/// of both lengths, whatever the number of stars.
fn is_like(text: &str, pattern: &str) -> bool {
    #[derive(PartialEq)]
    enum Part {
        Many,
        One,
        Exactly(char),
    }
    let mut parts = Vec::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        parts.push(match (letter, letters.peek()) {
            ('\\', Some(&escaped @ ('*' | '?' | '\\'))) => {
                letters.next();
                Part::Exactly(escaped)
            }
            ('*', _) => Part::Many,
            ('?', _) => Part::One,
            _ => Part::Exactly(letter),
        });
    }
    let text: Vec<char> = text.chars().collect();
    let (mut at_part, mut at_text) = (0, 0);
    let mut last_star: Option<(usize, usize)> = None;
    while at_text < text.len() {
        let is_match = match parts.get(at_part) {
            Some(Part::Many) => {
                last_star = Some((at_part, at_text));
                at_part += 1;
                continue;
            }
            Some(Part::One) => true,
            Some(Part::Exactly(letter)) => *letter == text[at_text],
            None => false,
        };
        if is_match {
            at_part += 1;
            at_text += 1;
        } else if let Some((star, start)) = last_star {
            last_star = Some((star, start + 1));
            at_part = star + 1;
            at_text = start + 1;
        } else {
            return false;
        }
    }
    parts[at_part..].iter().all(|part| *part == Part::Many)
}

/// How several values are compared with several: some or all of the left with some or all of the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantifier {
    AnyOfAny,
    AllOfAny,
    AnyOfAll,
    AllOfAll,
}

impl Quantifier {
    const ALL: [Self; 4] = [Self::AnyOfAny, Self::AllOfAny, Self::AnyOfAll, Self::AllOfAll];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::AnyOfAny => "ForAnyOfAnyValues",
            Self::AllOfAny => "ForAllOfAnyValues",
            Self::AnyOfAll => "ForAnyOfAllValues",
            Self::AllOfAll => "ForAllOfAllValues",
        }
    }

    pub(super) fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quantifier| quantifier.name().eq_ignore_ascii_case(name))
    }

    /// Without a quantifier one value is compared with one. Nothing compares with no value at all: "all
    /// of none" would grant by saying nothing.
    pub(super) fn holds(
        quantifier: Option<Self>,
        function: &Function,
        left: &[Value],
        right: &[Value],
    ) -> bool {
        if left.is_empty() || right.is_empty() {
            return false;
        }
        let with_any = |one: &Value| right.iter().any(|other| function.holds(one, other));
        let with_all = |one: &Value| right.iter().all(|other| function.holds(one, other));
        match quantifier {
            None => left.len() == 1 && right.len() == 1 && with_all(&left[0]),
            Some(Self::AnyOfAny) => left.iter().any(with_any),
            Some(Self::AllOfAny) => left.iter().all(with_any),
            Some(Self::AnyOfAll) => left.iter().any(with_all),
            Some(Self::AllOfAll) => left.iter().all(with_all),
        }
    }
}

//! A language that nobody speaks: English with accents and 40 % longer. It shows what is not translated, and where
//! a longer language has too little room.

use std::borrow::Cow;

/// The letters, and each with its accent.
pub const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// The accented letters, in the same order.
pub const ACCENTED: &str = "áƀçđéƒğĥíĵķĺḿńóƥɋŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĹḾŃÓƤɊŔŠŢÚṼŴẊÝŽ";

/// How much longer a text becomes, in hundredths.
const LENGTH: usize = 140;

/// The text with an accent on each letter, and vowels doubled until it is 40 % longer.
pub(crate) fn transform(text: &str) -> Cow<'_, str> {
    let length = text.trim().chars().count();
    let mut missing = (length * LENGTH).div_ceil(100) - length;
    let mut longer = String::with_capacity(text.len() * 3);
    let (content, end) = text.split_at(text.trim_end().len());
    for next in content.chars() {
        let accented = accented(next);
        longer.push(accented);
        if missing > 0 && "aeiouyAEIOUY".contains(next) {
            longer.push(accented.to_lowercase().next().unwrap_or(accented));
            missing -= 1;
        }
    }
    if length > 0 {
        longer.extend(std::iter::repeat_n('·', missing));
    }
    longer.push_str(end);
    longer.into()
}

fn accented(letter: char) -> char {
    LETTERS.find(letter).and_then(|at| ACCENTED.chars().nth(at)).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_accented_and_longer() {
        let check = |text: &str, expected: &str| assert_eq!(transform(text), expected);
        check("Copy", "Çóóƥýý");
        check("Keys of ", "Ķééýýš óóƒ ");
        check("", "");
        check(" ", " ");
        check("TTL", "ŢŢĹ··");
    }

    #[test]
    fn every_letter_has_an_accent() {
        for letter in ('a'..='z').chain('A'..='Z') {
            assert!(!accented(letter).is_ascii(), "{letter}");
        }
    }
}

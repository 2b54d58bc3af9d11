//! Text of somebody else's on a screen, in a terminal or in a table: what stands for itself, and what acts.

use std::borrow::Cow;

/// Stands where something that acts was, so that somebody sees it.
const REPLACEMENT: char = '\u{fffd}';

/// Whether a character stands for itself. The others give orders to a terminal, turn the direction of what is around
/// them, break a line, or are not there to be seen (Unicode's Cc, Bidi_Control, line breaks, invisible formats and letters
/// without a shape; what joins letters and emoji stays, the tags of some flags do not).
pub fn is_printable(character: char) -> bool {
    let acts = character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0d}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        );
    !acts
}

/// The text with a visible replacement for each character that would act.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_printable) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|next| if is_printable(next) { next } else { REPLACEMENT }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_is_replaced_and_every_letter_stays() {
        let check = |text: &str, expected: &str| assert_eq!(printable(text), expected);
        check("a\u{1b}[2Jb", "a\u{fffd}[2Jb");
        check("a\r\n\tb\u{7f}\u{9b}31m", "a\u{fffd}\u{fffd}\u{fffd}b\u{fffd}\u{fffd}31m");
        check("invoice\u{202e}fdp.exe", "invoice\u{fffd}fdp.exe");
        check("\u{2066}a\u{2069}\u{200f}\u{61c}", "\u{fffd}a\u{fffd}\u{fffd}\u{fffd}");
        check("a\u{200b}b\u{2028}c\u{feff}\u{e0041}", "a\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}");
        check("a\u{3164}b\u{34f}\u{ffa0}\u{1d173}", "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}");
        check("a\u{2800}b\u{fe00}\u{180b}\u{e0100}", "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}");
        for text in ["", "Zoë 아다 עברית فارسی", "नमस्ते می\u{200c}خواهم", "👩\u{200d}👩\u{200d}👧 é"]
        {
            assert!(matches!(printable(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}

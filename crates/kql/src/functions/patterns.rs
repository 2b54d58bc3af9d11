//! Functions with regular expressions.

use regex::Regex;

use super::{Function, function};
use crate::{context::Context, error::QueryError, matching, table::Kind, value::Value};

pub(super) const ALL: &[Function] = &[
    function(&["extract"], (3, 4), Kind::Text, |context, of| {
        let text = of[2].as_text();
        let pattern = matching::pattern(context, &of[0].as_text(), text.len())?;
        let group = of[1].as_long().and_then(|group| usize::try_from(group).ok());
        let found = pattern.captures(&text).and_then(|found| found.get(group?));
        context.built_text(found.map_or("", |found| found.as_str()))
    }),
    // The order of the arguments is Kusto's: the old name has the text last.
    function(&["replace"], (3, 3), Kind::Text, |context, of| replaced(context, &of[2], &of[0], &of[1])),
    function(&["replace_regex"], (3, 3), Kind::Text, |context, of| replaced(context, &of[0], &of[1], &of[2])),
    function(&["trim"], (2, 2), Kind::Text, |context, of| {
        let trimmed = cut(context, &of[1], &of[0], Side::Start)?;
        cut(context, &trimmed, &of[0], Side::End)
    }),
    function(&["trim_start"], (2, 2), Kind::Text, |context, of| cut(context, &of[1], &of[0], Side::Start)),
    function(&["trim_end"], (2, 2), Kind::Text, |context, of| cut(context, &of[1], &of[0], Side::End)),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

fn cut(context: &Context, text: &Value, pattern: &Value, side: Side) -> Result<Value, QueryError> {
    let (text, pattern) = (text.as_text(), pattern.as_text());
    let anchored = match side {
        Side::Start => format!("^(?:{pattern})+"),
        Side::End => format!("(?:{pattern})+$"),
    };
    let found = matching::pattern(context, &anchored, text.len())?.find(&text).map(|found| found.range());
    context.built_text(match (found, side) {
        (None, _) => &*text,
        (Some(found), Side::Start) => &text[found.end..],
        (Some(found), Side::End) => &text[..found.start],
    })
}

fn replaced(context: &Context, text: &Value, pattern: &Value, rewrite: &Value) -> Result<Value, QueryError> {
    let (text, rewrite) = (text.as_text(), rewrite.as_text());
    let pattern: Regex = matching::pattern(context, &pattern.as_text(), text.len())?;
    let template = template(&rewrite);
    let mut out = String::new();
    let mut last = 0;
    for found in pattern.captures_iter(&text) {
        // A search with groups is slower, and each group may be written many times.
        context.budget.charge_many(template.len(), 100)?;
        let Some(whole) = found.get(0) else { continue };
        out.push_str(&text[last..whole.start()]);
        for piece in &template {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Group(group) => out.push_str(found.get(*group).map_or("", |group| group.as_str())),
            }
            context.budget.charge_value(out.len().min(rewrite.len() + whole.len()))?;
            if out.len() > crate::budget::MAX_VALUE_BYTES {
                return context.built_text(out);
            }
        }
        last = whole.end();
    }
    out.push_str(&text[last..]);
    context.built_text(out)
}

enum Piece {
    Text(String),
    Group(usize),
}

/// `\1` is the first group, and `\\` a backslash.
fn template(rewrite: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut chars = rewrite.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek().copied()) {
            ('\\', Some(digit)) if digit.is_ascii_digit() => {
                chars.next();
                pieces.push(Piece::Text(std::mem::take(&mut text)));
                pieces.push(Piece::Group(digit.to_digit(10).map_or(0, |digit| digit as usize)));
            }
            ('\\', Some('\\')) => {
                chars.next();
                text.push('\\');
            }
            _ => text.push(c),
        }
    }
    pieces.push(Piece::Text(text));
    pieces
}

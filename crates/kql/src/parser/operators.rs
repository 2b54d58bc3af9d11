//! The operators that stand between bars and take one stream of rows.

use super::{Parser, not_offered};
use crate::{
    ast::{Action, Expand, Named, Operator, Pattern, Rename, SortKey},
    error::{ErrorCode, QueryError},
    lexer::Token,
    table::Kind,
};

/// How many rows one row may become, without and with a limit in the query.
const EXPAND_DEFAULT: usize = 128;
const EXPAND_MOST: usize = 2_000;

/// Whether a query that starts with this word has no table of its own.
pub(super) fn is_operator(word: &str) -> bool {
    matches!(
        word,
        "where"
            | "filter"
            | "project"
            | "project-away"
            | "project-keep"
            | "project-reorder"
            | "project-rename"
            | "extend"
            | "summarize"
            | "order"
            | "sort"
            | "top"
            | "take"
            | "limit"
            | "distinct"
            | "count"
            | "mv-expand"
            | "mvexpand"
            | "join"
            | "parse"
    )
}

impl Parser<'_> {
    /// One operator of the text, which is two for `top`.
    pub(super) fn operator(&mut self) -> Result<Vec<Operator>, QueryError> {
        let at = self.peek().at;
        let word = self.word()?;
        let action = match word.to_ascii_lowercase().as_str() {
            "where" | "filter" => Action::Where(self.expression()?),
            "project" => Action::Project(self.short_list(Self::named)?),
            "extend" => Action::Extend(self.short_list(Self::named)?),
            "project-away" => Action::ProjectAway(self.short_list(Self::pattern)?),
            "project-keep" => Action::ProjectKeep(self.short_list(Self::pattern)?),
            "project-reorder" => Action::ProjectReorder(self.short_list(Self::pattern)?),
            "project-rename" => Action::ProjectRename(self.short_list(Self::rename)?),
            "summarize" => self.summarize()?,
            "order" | "sort" => {
                self.expect_keyword("by")?;
                Action::Sort(self.short_list(Self::sort_key)?)
            }
            "top" => {
                let count = self.count()?;
                self.expect_keyword("by")?;
                let sort = Action::Sort(self.short_list(Self::sort_key)?);
                return Ok(vec![Operator { at, action: sort }, Operator { at, action: Action::Take(count) }]);
            }
            "take" | "limit" => Action::Take(self.count()?),
            "distinct" => self.distinct()?,
            "count" => Action::Count,
            "mv-expand" | "mvexpand" => Action::Expand(self.expand(at)?),
            "join" => Action::Join(self.join(at)?),
            "union" => Action::Union(self.union(at)?),
            "parse" => Action::Parse(self.parse_with(at)?),
            _ => return Err(not_offered(&word, at)),
        };
        Ok(vec![Operator { at, action }])
    }

    /// `name = expression`, or an expression alone.
    pub(super) fn named(&mut self) -> Result<Named, QueryError> {
        let start = self.next;
        if matches!(self.peek().token, Token::Name(_) | Token::Mark("["))
            && let Ok(name) = self.name()
            && self.eat("=")
        {
            return Ok(Named { name: Some(name), expr: self.expression()? });
        }
        self.next = start;
        Ok(Named { name: None, expr: self.expression()? })
    }

    /// `name`, `na*` or `*`.
    fn pattern(&mut self) -> Result<Pattern, QueryError> {
        let at = self.peek().at;
        let mut text = String::new();
        let mut end = at;
        loop {
            let token = self.peek().clone();
            if !text.is_empty() && token.at != end {
                break;
            }
            match token.token {
                Token::Mark("*") => {
                    self.next += 1;
                    text.push('*');
                }
                Token::Name(_) | Token::Mark("[") if !text.ends_with(|c| c != '*') => text += &self.name()?,
                _ if text.is_empty() => return Err(self.failure()),
                _ => break,
            }
            end = self.tokens[self.next - 1].end;
        }
        // Only `project-reorder` has an order, and it is by name.
        if (self.at_keyword("asc") || self.at_keyword("desc")) && text.contains('*') {
            let word = self.word()?;
            return Err(not_offered(&format!("project-reorder … {word}"), at));
        }
        Ok(Pattern { text, at })
    }

    fn rename(&mut self) -> Result<Rename, QueryError> {
        let new = self.name()?;
        self.expect("=")?;
        let at = self.peek().at;
        Ok(Rename { new, old: self.name()?, at })
    }

    fn summarize(&mut self) -> Result<Action, QueryError> {
        if self.at_keyword("hint") {
            return Err(not_offered("hint", self.peek().at));
        }
        let aggregates = if self.at_keyword("by") { Vec::new() } else { self.short_list(Self::named)? };
        let by = if self.eat_keyword("by") { self.short_list(Self::named)? } else { Vec::new() };
        Ok(Action::Summarize { aggregates, by })
    }

    fn sort_key(&mut self) -> Result<SortKey, QueryError> {
        let expr = self.expression()?;
        let ascending = self.eat_keyword("asc");
        if !ascending {
            self.eat_keyword("desc");
        }
        let mut nulls_first = ascending;
        if self.eat_keyword("nulls") {
            nulls_first = self.eat_keyword("first");
            if !nulls_first {
                self.expect_keyword("last")?;
            }
        }
        Ok(SortKey { expr, ascending, nulls_first })
    }

    fn distinct(&mut self) -> Result<Action, QueryError> {
        if self.at_mark("*") {
            return Ok(Action::Distinct(self.short_list(Self::pattern)?, Vec::new()));
        }
        Ok(Action::Distinct(Vec::new(), self.short_list(Self::named)?))
    }

    /// `mv-expand [with_itemindex = i] [name =] expression [to typeof(kind)], … [limit n]`
    fn expand(&mut self, at: usize) -> Result<Expand, QueryError> {
        self.expands += 1;
        if self.expands > super::MAX_EXPANDS {
            let message = format!("A query may have {} mv-expand operators at most.", super::MAX_EXPANDS);
            return Err(QueryError::new(ErrorCode::DisallowedMaxNumberOfMvExpands, message).at(at));
        }
        let mut index = None;
        while let Token::Name(name) = &self.peek().token
            && *self.peek_second() == Token::Mark("=")
            && matches!(name.to_ascii_lowercase().as_str(), "bagexpansion" | "kind" | "with_itemindex")
        {
            let word = self.word()?.to_ascii_lowercase();
            self.expect("=")?;
            let (at, value) = (self.peek().at, self.name()?);
            match word.as_str() {
                "with_itemindex" => index = Some(value),
                _ if value.eq_ignore_ascii_case("bag") => {}
                _ => return Err(not_offered(&value, at)),
            }
        }
        let columns = self.short_list(|parser| {
            let named = parser.named()?;
            let kind = if parser.eat_keyword("to") {
                parser.expect_keyword("typeof")?;
                parser.expect("(")?;
                let kind = parser.kind()?;
                parser.expect(")")?;
                Some(kind)
            } else {
                None
            };
            Ok((named, kind))
        })?;
        let limit = if self.eat_keyword("limit") { self.count()?.min(EXPAND_MOST) } else { EXPAND_DEFAULT };
        Ok(Expand { columns, index, limit })
    }

    /// The name of a kind of values.
    pub(super) fn kind(&mut self) -> Result<Kind, QueryError> {
        let failure = self.failure();
        Ok(match self.name()?.to_ascii_lowercase().as_str() {
            "string" => Kind::Text,
            "int" | "long" => Kind::Long,
            "real" | "double" | "decimal" => Kind::Real,
            "bool" | "boolean" => Kind::Bool,
            "datetime" | "date" => Kind::Time,
            "timespan" | "time" => Kind::Span,
            "dynamic" => Kind::Dynamic,
            _ => return Err(failure),
        })
    }
}

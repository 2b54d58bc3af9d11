//! The operators that bring in further rows, `join` and `union`, and `parse`, which has a grammar of its own.

use super::{MAX_JOINS, Parser, not_offered};
use crate::{
    ast::{Expr, Join, JoinKind, Node, Parse, ParsePart, Query, Source, Step, Union},
    error::{ErrorCode, QueryError},
    lexer::Token,
    table::Kind,
    value::Comparison,
};

impl Parser<'_> {
    /// `join [kind = k] (query) on a, $left.b == $right.c`
    pub(super) fn join(&mut self, at: usize) -> Result<Join, QueryError> {
        self.count_join(at)?;
        let mut kind = JoinKind::InnerUnique;
        while *self.peek_second() == Token::Mark("=") {
            let (at, word) = (self.peek().at, self.word()?);
            if !word.eq_ignore_ascii_case("kind") {
                return Err(not_offered(&word, at));
            }
            self.expect("=")?;
            let failure = self.failure();
            kind = match self.name()?.to_ascii_lowercase().as_str() {
                "innerunique" => JoinKind::InnerUnique,
                "inner" => JoinKind::Inner,
                "leftouter" => JoinKind::LeftOuter,
                "rightouter" => JoinKind::RightOuter,
                "fullouter" => JoinKind::FullOuter,
                "leftsemi" => JoinKind::LeftSemi,
                "rightsemi" => JoinKind::RightSemi,
                "leftanti" | "anti" | "leftantisemi" => JoinKind::LeftAnti,
                "rightanti" | "rightantisemi" => JoinKind::RightAnti,
                _ => return Err(failure),
            };
        }
        let right = self.leg()?;
        self.note_right_table(&right)?;
        self.expect_keyword("on")?;
        let mut on = Vec::new();
        for part in self.short_list(Self::expression)? {
            join_columns(part, &mut on)?;
        }
        Ok(Join { kind, right, on })
    }

    /// `union [kind = k] [withsource = column] leg, leg`
    pub(super) fn union(&mut self, at: usize) -> Result<Union, QueryError> {
        self.count_join(at)?;
        let mut union = Union { inner: false, source_column: None, legs: Vec::new() };
        while *self.peek_second() == Token::Mark("=") {
            let (at, word) = (self.peek().at, self.word()?);
            self.expect("=")?;
            match word.to_ascii_lowercase().as_str() {
                "kind" if self.eat_keyword("inner") => union.inner = true,
                "kind" if self.eat_keyword("outer") => union.inner = false,
                "kind" => return Err(self.failure()),
                "withsource" | "with_source" => union.source_column = Some(self.name()?),
                _ => return Err(not_offered(&word, at)),
            }
        }
        union.legs = self.list(Self::leg)?;
        if union.legs.len() > MAX_JOINS {
            return Err(too_many_joins(at));
        }
        Ok(union)
    }

    /// A table's name, or a query in parentheses.
    fn leg(&mut self) -> Result<Query, QueryError> {
        let at = self.peek().at;
        if self.eat("(") {
            let query = self.nested(Self::query)?;
            self.expect(")")?;
            return Ok(query);
        }
        let name = self.name()?.to_ascii_lowercase();
        Ok(Query { source: Source::Table { name, at }, operators: Vec::new() })
    }

    fn count_join(&mut self, at: usize) -> Result<(), QueryError> {
        self.joins += 1;
        if self.joins > MAX_JOINS { Err(too_many_joins(at)) } else { Ok(()) }
    }

    /// Azure lets the default table and the containers stand on the right again, and every other table once.
    fn note_right_table(&mut self, right: &Query) -> Result<(), QueryError> {
        let Source::Table { name, at } = &right.source else { return Ok(()) };
        if matches!(name.as_str(), "resources" | "resourcecontainers") {
            return Ok(());
        }
        if self.right_tables.contains(name) {
            let message = format!("The table '{name}' may stand on the right of one join.");
            let code = ErrorCode::DisallowedMaxNumberOfRemoteTables;
            return Err(QueryError::new(code, message).at(*at).token(name.as_str()));
        }
        self.right_tables.push(name.clone());
        Ok(())
    }

    /// `parse expression with * 'text' column:kind …`
    pub(super) fn parse_with(&mut self, at: usize) -> Result<Parse, QueryError> {
        if self.at_keyword("kind") && *self.peek_second() == Token::Mark("=") {
            self.next += 2;
            let (at, kind) = (self.peek().at, self.name()?);
            if !kind.eq_ignore_ascii_case("simple") {
                return Err(not_offered(&format!("parse kind={kind}"), at));
            }
        }
        let subject = self.expression()?;
        self.expect_keyword("with")?;
        let mut parts = Vec::new();
        loop {
            let token = self.peek().clone();
            let part = match token.token {
                Token::Mark("*") => ParsePart::Skip,
                Token::Text(text) => ParsePart::Literal(text),
                Token::Name(name) => {
                    self.next += 1;
                    let kind = if self.eat(":") { self.kind()? } else { Kind::Text };
                    parts.push(ParsePart::Column { name, kind });
                    continue;
                }
                _ => break,
            };
            self.next += 1;
            parts.push(part);
        }
        if parts.is_empty() {
            return Err(self.failure());
        }
        let open = |part: &ParsePart| !matches!(part, ParsePart::Literal(_));
        if parts.windows(2).any(|pair| open(&pair[0]) && open(&pair[1])) {
            return Err(not_offered("parse with two columns side by side", at));
        }
        Ok(Parse { subject, parts })
    }
}

fn too_many_joins(at: usize) -> QueryError {
    let message = format!("A query may have {MAX_JOINS} join and union operators at most.");
    QueryError::new(ErrorCode::DisallowedMaxNumberOfRemoteTables, message).at(at)
}

/// `a`, `$left.a == $right.b`, and those joined with `and`.
fn join_columns(part: Expr, on: &mut Vec<(String, String, usize)>) -> Result<(), QueryError> {
    let at = part.at;
    let side = |expr: &Expr| match &expr.node {
        Node::Path(base, steps) => match (&base.node, steps.as_slice()) {
            (Node::Column(side), [Step::Member(name)]) => Some((side.to_ascii_lowercase(), name.clone())),
            _ => None,
        },
        _ => None,
    };
    match part.node {
        Node::Column(name) => on.push((name.clone(), name, at)),
        Node::And(parts) => {
            for part in parts {
                join_columns(part, on)?;
            }
        }
        Node::Compare(Comparison::Equal, sides) => {
            let [first, second] = *sides;
            match (side(&first), side(&second)) {
                (Some((one, left)), Some((two, right))) if one == "$left" && two == "$right" => {
                    on.push((left, right, at));
                }
                (Some((one, right)), Some((two, left))) if one == "$right" && two == "$left" => {
                    on.push((left, right, at));
                }
                _ => return Err(bad_join(at)),
            }
        }
        _ => return Err(bad_join(at)),
    }
    Ok(())
}

fn bad_join(at: usize) -> QueryError {
    let message = "A join is on columns' names, or on '$left.name == $right.name'.";
    QueryError::new(ErrorCode::InvalidQueryLanguage, message).at(at).token("on")
}

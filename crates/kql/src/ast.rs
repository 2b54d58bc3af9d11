//! What a query says, before it is known whether its columns and functions exist.
//!
//! Every node keeps the offset of its text. Chains of `and`, `or` and `+` are lists and not nested pairs, so that the
//! depth of a tree is bounded by the parentheses that somebody wrote.

use super::{
    table::Kind,
    value::{Comparison, Value},
};

/// A source and what happens to its rows.
#[derive(Debug, Clone)]
pub(crate) struct Query {
    pub(crate) source: Source,
    pub(crate) operators: Vec<Operator>,
}

#[derive(Debug, Clone)]
pub(crate) enum Source {
    Table { name: String, at: usize },
    Query(Box<Query>),
    Union(Union),
}

#[derive(Debug, Clone)]
pub(crate) struct Operator {
    pub(crate) at: usize,
    pub(crate) action: Action,
}

#[derive(Debug, Clone)]
pub(crate) enum Action {
    Where(Expr),
    Project(Vec<Named>),
    Extend(Vec<Named>),
    ProjectAway(Vec<Pattern>),
    ProjectKeep(Vec<Pattern>),
    ProjectReorder(Vec<Pattern>),
    ProjectRename(Vec<Rename>),
    Summarize { aggregates: Vec<Named>, by: Vec<Named> },
    Sort(Vec<SortKey>),
    Take(usize),
    Distinct(Vec<Pattern>, Vec<Named>),
    Count,
    Expand(Expand),
    Join(Join),
    Union(Union),
    Parse(Parse),
}

/// An expression and the column that it makes.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: Option<String>,
    pub(crate) expr: Expr,
}

/// A column's name, or a part of one with `*`.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    pub(crate) text: String,
    pub(crate) at: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct Rename {
    pub(crate) new: String,
    pub(crate) old: String,
    pub(crate) at: usize,
}

#[derive(Debug, Clone)]
pub(crate) struct SortKey {
    pub(crate) expr: Expr,
    pub(crate) ascending: bool,
    pub(crate) nulls_first: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Expand {
    pub(crate) columns: Vec<(Named, Option<Kind>)>,
    pub(crate) index: Option<String>,
    pub(crate) limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JoinKind {
    InnerUnique,
    Inner,
    LeftOuter,
    RightOuter,
    FullOuter,
    LeftSemi,
    RightSemi,
    LeftAnti,
    RightAnti,
}

#[derive(Debug, Clone)]
pub(crate) struct Join {
    pub(crate) kind: JoinKind,
    pub(crate) right: Query,
    /// The column on the left, the one on the right, and where they are named.
    pub(crate) on: Vec<(String, String, usize)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Union {
    /// Whether only the columns that all sides have are kept.
    pub(crate) inner: bool,
    pub(crate) source_column: Option<String>,
    pub(crate) legs: Vec<Query>,
}

#[derive(Debug, Clone)]
pub(crate) struct Parse {
    pub(crate) subject: Expr,
    pub(crate) parts: Vec<ParsePart>,
}

#[derive(Debug, Clone)]
pub(crate) enum ParsePart {
    Skip,
    Literal(String),
    Column { name: String, kind: Kind },
}

#[derive(Debug, Clone)]
pub(crate) struct Expr {
    pub(crate) at: usize,
    pub(crate) node: Node,
}

#[derive(Debug, Clone)]
pub(crate) enum Node {
    Literal(Value),
    Column(String),
    Path(Box<Expr>, Vec<Step>),
    Not(Box<Expr>),
    Negative(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Compare(Comparison, Box<[Expr; 2]>),
    Match(TextMatch, Box<[Expr; 2]>),
    AnyTerm(Box<Expr>, Vec<Expr>),
    In { subject: Box<Expr>, list: Vec<Expr>, fold_case: bool, negated: bool },
    Between { parts: Box<[Expr; 3]>, negated: bool },
    Arithmetic(Box<Expr>, Vec<(Sign, Expr)>),
    Call(String, Vec<Expr>),
    Star,
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Member(String),
    Index(Expr),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
}

/// An operator on text: what is looked for, whether case counts, and whether it must be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextMatch {
    pub(crate) how: TextOperator,
    pub(crate) fold_case: bool,
    pub(crate) negated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextOperator {
    Equals,
    Contains,
    Has,
    HasPrefix,
    HasSuffix,
    StartsWith,
    EndsWith,
    Regex,
}

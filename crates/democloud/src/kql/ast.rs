//! What a query says, before it is known whether its columns and functions exist.
//!
//! Every node keeps the offset of its text. Chains of `and`, `or` and `+` are lists and not nested pairs, so that the
//! depth of a tree is bounded by the parentheses that somebody wrote.

use super::{table::Kind, value::Value};

/// A source and what happens to its rows.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub(super) source: Source,
    pub(super) operators: Vec<Operator>,
}

#[derive(Debug, Clone)]
pub(super) enum Source {
    Table { name: String, at: usize },
    Query(Box<Query>),
    Union(Union),
}

#[derive(Debug, Clone)]
pub(super) struct Operator {
    pub(super) at: usize,
    pub(super) action: Action,
}

#[derive(Debug, Clone)]
pub(super) enum Action {
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
pub(super) struct Named {
    pub(super) name: Option<String>,
    pub(super) expr: Expr,
}

/// A column's name, or a part of one with `*`.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) text: String,
    pub(super) at: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Rename {
    pub(super) new: String,
    pub(super) old: String,
    pub(super) at: usize,
}

#[derive(Debug, Clone)]
pub(super) struct SortKey {
    pub(super) expr: Expr,
    pub(super) ascending: bool,
    pub(super) nulls_first: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Expand {
    pub(super) columns: Vec<(Named, Option<Kind>)>,
    pub(super) index: Option<String>,
    pub(super) limit: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum JoinKind {
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
pub(super) struct Join {
    pub(super) kind: JoinKind,
    pub(super) right: Query,
    /// The column on the left, the one on the right, and where they are named.
    pub(super) on: Vec<(String, String, usize)>,
}

#[derive(Debug, Clone)]
pub(super) struct Union {
    /// Whether only the columns that all sides have are kept.
    pub(super) inner: bool,
    pub(super) source_column: Option<String>,
    pub(super) legs: Vec<Query>,
}

#[derive(Debug, Clone)]
pub(super) struct Parse {
    pub(super) subject: Expr,
    pub(super) parts: Vec<ParsePart>,
}

#[derive(Debug, Clone)]
pub(super) enum ParsePart {
    Skip,
    Literal(String),
    Column { name: String, kind: Kind },
}

#[derive(Debug, Clone)]
pub(super) struct Expr {
    pub(super) at: usize,
    pub(super) node: Node,
}

#[derive(Debug, Clone)]
pub(super) enum Node {
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
pub(super) enum Step {
    Member(String),
    Index(Expr),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
}

/// An operator on text: what is looked for, whether case counts, and whether it must be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TextMatch {
    pub(super) how: How,
    pub(super) fold_case: bool,
    pub(super) negated: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Equals,
    Contains,
    Has,
    HasPrefix,
    HasSuffix,
    StartsWith,
    EndsWith,
    Regex,
}

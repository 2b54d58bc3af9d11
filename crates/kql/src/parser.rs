//! Tokens to a query, by recursive descent: this file has the walk over tokens and the pipeline; the operators and the
//! expressions have one file each.

mod expressions;
mod literals;
mod operators;
mod tabular;

use super::{
    ast::{Query, Source},
    error::{ErrorCode, QueryError},
    frame::{MAX_COLUMNS, too_many_columns},
    lexer::{self, Spanned, Token},
};

/// How deeply parentheses, sub-queries, brackets and signs may nest.
const MAX_DEPTH: usize = 32;
/// How many `join` and `union` operators one query may have together, and how many `mv-expand`.
const MAX_JOINS: usize = 3;
const MAX_EXPANDS: usize = 3;

pub(crate) fn parse(text: &str) -> Result<Query, QueryError> {
    let tokens = lexer::tokens(text)?;
    let mut parser =
        Parser { text, tokens, next: 0, depth: 0, joins: 0, expands: 0, right_tables: Vec::new() };
    let query = parser.query()?;
    parser.eat(";");
    match parser.peek().token {
        Token::End => Ok(query),
        _ => Err(parser.failure()),
    }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Spanned>,
    next: usize,
    depth: usize,
    joins: usize,
    expands: usize,
    right_tables: Vec<String>,
}

impl Parser<'_> {
    /// `Table | operator | operator`, or the operators alone, which then work on `Resources`.
    fn query(&mut self) -> Result<Query, QueryError> {
        let source = self.source()?;
        let mut operators = Vec::new();
        if source.is_none() {
            operators.append(&mut self.operator()?);
        }
        while self.eat("|") {
            operators.append(&mut self.operator()?);
        }
        let source = source.unwrap_or_else(|| Source::Table { name: "resources".to_owned(), at: 0 });
        Ok(Query { source, operators })
    }

    fn source(&mut self) -> Result<Option<Source>, QueryError> {
        let at = self.peek().at;
        if self.at_mark("{") && *self.peek_second() == Token::Mark("{") {
            let message = "Shared queries are not offered.";
            return Err(QueryError::new(ErrorCode::InvalidQueryLanguage, message).at(at).token("{{"));
        }
        if self.eat("(") {
            let query = self.nested(Self::query)?;
            self.expect(")")?;
            return Ok(Some(Source::Query(Box::new(query))));
        }
        let Some(word) = self.peek_word() else { return Err(self.failure()) };
        match word.to_ascii_lowercase().as_str() {
            "let" | "set" | "declare" | "alias" | "print" | "datatable" | "range" | "externaldata"
            | "search" | "find" | "evaluate" => Err(not_offered(&word, at)),
            "union" => {
                self.word()?;
                Ok(Some(Source::Union(self.union(at)?)))
            }
            lower => {
                // `count` is an operator by itself; every other operator has something behind it.
                let followed = !matches!(self.after_word(&word), Token::Mark("|" | ")" | ";") | Token::End);
                if operators::is_operator(lower) && (followed || lower == "count" || lower == "where") {
                    return Ok(None);
                }
                self.word()?;
                Ok(Some(Source::Table { name: lower.to_owned(), at }))
            }
        }
    }

    fn peek(&self) -> &Spanned {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn peek_second(&self) -> &Token {
        &self.tokens[(self.next + 1).min(self.tokens.len() - 1)].token
    }

    fn advance(&mut self) -> Spanned {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn at_mark(&self, mark: &str) -> bool {
        matches!(self.peek().token, Token::Mark(found) if found == mark)
    }

    fn eat(&mut self, mark: &str) -> bool {
        let found = self.at_mark(mark);
        if found {
            self.next += 1;
        }
        found
    }

    fn expect(&mut self, mark: &'static str) -> Result<(), QueryError> {
        if self.eat(mark) { Ok(()) } else { Err(self.failure().expected(mark)) }
    }

    fn at_keyword(&self, keyword: &str) -> bool {
        matches!(&self.peek().token, Token::Name(name) if name.eq_ignore_ascii_case(keyword))
    }

    fn eat_keyword(&mut self, keyword: &str) -> bool {
        let found = self.at_keyword(keyword);
        if found {
            self.next += 1;
        }
        found
    }

    fn expect_keyword(&mut self, keyword: &str) -> Result<(), QueryError> {
        if self.eat_keyword(keyword) { Ok(()) } else { Err(self.failure().expected(keyword)) }
    }

    /// A word with its hyphens, such as `mv-expand`, where nothing stands between its parts.
    fn peek_word(&self) -> Option<String> {
        let Token::Name(first) = &self.peek().token else { return None };
        let mut word = first.clone();
        let (mut index, mut end) = (self.next + 1, self.peek().end);
        while let [hyphen, part, ..] = self.tokens.get(index..).unwrap_or_default()
            && hyphen.token == Token::Mark("-")
            && hyphen.at == end
            && part.at == hyphen.end
            && let Token::Name(name) = &part.token
        {
            word = format!("{word}-{name}");
            (index, end) = (index + 2, part.end);
        }
        Some(word)
    }

    fn after_word(&self, word: &str) -> &Token {
        let index = self.next + 2 * word.matches('-').count() + 1;
        &self.tokens[index.min(self.tokens.len() - 1)].token
    }

    fn word(&mut self) -> Result<String, QueryError> {
        let word = self.peek_word().ok_or_else(|| self.failure())?;
        self.next += 2 * word.matches('-').count() + 1;
        Ok(word)
    }

    /// A name, or one in brackets and quotes, as in `['a-b']`.
    fn name(&mut self) -> Result<String, QueryError> {
        match (&self.peek().token, self.peek_second()) {
            (Token::Name(name), _) => {
                let name = name.clone();
                self.next += 1;
                Ok(name)
            }
            (Token::Mark("["), Token::Text(name)) => {
                let name = name.clone();
                self.next += 2;
                self.expect("]")?;
                Ok(name)
            }
            _ => Err(self.failure()),
        }
    }

    fn count(&mut self) -> Result<usize, QueryError> {
        match self.peek().token {
            Token::Long(number) if number >= 0 => {
                self.next += 1;
                Ok(usize::try_from(number).unwrap_or(usize::MAX))
            }
            _ => Err(self.failure()),
        }
    }

    fn list<T>(&mut self, item: impl Fn(&mut Self) -> Result<T, QueryError>) -> Result<Vec<T>, QueryError> {
        let mut items = vec![item(self)?];
        while self.eat(",") {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// A list that makes or names columns, which cannot be many.
    fn short_list<T>(
        &mut self,
        item: impl Fn(&mut Self) -> Result<T, QueryError>,
    ) -> Result<Vec<T>, QueryError> {
        let at = self.peek().at;
        let items = self.list(item)?;
        if items.len() > MAX_COLUMNS { Err(too_many_columns().at(at)) } else { Ok(items) }
    }

    fn nested<T>(
        &mut self,
        inside: impl FnOnce(&mut Self) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        if self.depth == MAX_DEPTH {
            let message = format!("The query nests deeper than {MAX_DEPTH} levels.");
            return Err(QueryError::new(ErrorCode::QueryTooDeep, message).at(self.peek().at));
        }
        self.depth += 1;
        let found = inside(self);
        self.depth -= 1;
        found
    }

    /// That the next token cannot stand where it stands.
    fn failure(&self) -> QueryError {
        let Spanned { token, at, end } = self.peek();
        let text = if *token == Token::End { "<EOF>" } else { self.text.get(*at..*end).unwrap_or_default() };
        QueryError::new(ErrorCode::ParserFailure, "ParserFailure").at(*at).token(text)
    }
}

/// That Kusto may have it but this place does not.
fn not_offered(word: &str, at: usize) -> QueryError {
    QueryError::new(ErrorCode::InvalidQueryLanguage, format!("The operator '{word}' is not offered."))
        .at(at)
        .token(word)
}

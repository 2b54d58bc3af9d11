//! From words to a tree.
//!
//! AND and OR are of equal rank: a condition that mixes them without parentheses is refused, as Microsoft
//! asks for parentheses there. Names of operators may be in any letter case.

use uuid::Uuid;

use super::{
    ConditionError, Value,
    expression::{Expression, Operand},
    operator::{Function, Quantifier},
    token::{Token, split},
};
use crate::ActionPattern;

/// Parentheses and negations within each other. Conditions of people have a handful.
const DEEPEST: usize = 64;

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Expression, ConditionError> {
    let mut parser = Parser { text, tokens: split(text)?, at: 0 };
    let expression = parser.expression(0)?;
    match parser.peek() {
        Token::End => Ok(expression),
        _ => Err(parser.expected("AND, OR or the end")),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(usize, Token<'a>)>,
    /// Index of the next token; the last one, `End`, is never passed.
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> &Token<'a> {
        &self.tokens[self.at].1
    }

    fn next(&mut self) -> Token<'a> {
        let token = self.peek().clone();
        if token != Token::End {
            self.at += 1;
        }
        token
    }

    fn takes(&mut self, token: &Token<'_>) -> bool {
        let is_there = self.peek() == token;
        if is_there {
            self.at += 1;
        }
        is_there
    }

    fn take(&mut self, token: &Token<'_>) -> Result<(), ConditionError> {
        if self.takes(token) { Ok(()) } else { Err(self.expected(&token.describe())) }
    }

    /// The error that the next token is not what it should be.
    fn expected(&self, expected: &str) -> ConditionError {
        self.expected_at(self.at, expected)
    }

    fn expected_at(&self, index: usize, expected: &str) -> ConditionError {
        let (offset, token) = &self.tokens[index];
        ConditionError::at(self.text, *offset, expected, token.describe())
    }

    fn expression(&mut self, depth: usize) -> Result<Expression, ConditionError> {
        let first = self.part(depth)?;
        let connective = self.peek().clone();
        if !matches!(connective, Token::And | Token::Or) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.takes(&connective) {
            parts.push(self.part(depth)?);
        }
        match (self.peek(), connective) {
            (Token::And | Token::Or, _) => Err(self.expected("parentheses where AND and OR meet")),
            (_, Token::And) => Ok(Expression::And(parts)),
            _ => Ok(Expression::Or(parts)),
        }
    }

    fn part(&mut self, depth: usize) -> Result<Expression, ConditionError> {
        if matches!(self.peek(), Token::Not | Token::Open) && depth == DEEPEST {
            return Err(
                self.expected(&format!("at most {DEEPEST} parentheses and negations within each other"))
            );
        }
        if self.takes(&Token::Not) {
            return Ok(Expression::Not(Box::new(self.part(depth + 1)?)));
        }
        if self.takes(&Token::Open) {
            let expression = self.expression(depth + 1)?;
            return match self.peek() {
                Token::Close => {
                    self.at += 1;
                    Ok(expression)
                }
                _ => Err(self.expected("AND, OR or \")\"")),
            };
        }
        if let Token::Word(word) = *self.peek() {
            if word.eq_ignore_ascii_case("ActionMatches") {
                self.at += 1;
                return Ok(Expression::ActionMatches(self.patterns()?));
            }
            if word.eq_ignore_ascii_case("SubOperationMatches") {
                self.at += 1;
                return Ok(Expression::SubOperationMatches(self.patterns()?));
            }
            if word.eq_ignore_ascii_case("Exists") {
                self.at += 1;
                return match self.peek().clone() {
                    Token::Attribute(attribute) => {
                        self.at += 1;
                        Ok(Expression::Exists(attribute))
                    }
                    _ => Err(self.expected("an attribute")),
                };
            }
        }
        self.comparison()
    }

    fn patterns(&mut self) -> Result<Vec<ActionPattern>, ConditionError> {
        self.take(&Token::OpenBrace)?;
        let mut patterns = Vec::new();
        loop {
            match *self.peek() {
                Token::Text(text) if !text.trim().is_empty() => patterns.push(ActionPattern::new(text)),
                _ => return Err(self.expected("an action in single quotes")),
            }
            self.at += 1;
            if self.takes(&Token::CloseBrace) {
                return Ok(patterns);
            }
            if !self.takes(&Token::Comma) {
                return Err(self.expected("\",\" or \"}\""));
            }
        }
    }

    fn comparison(&mut self) -> Result<Expression, ConditionError> {
        let left_at = self.at;
        let left = self
            .operand()?
            .ok_or_else(|| self.expected("\"(\", NOT, a function, an attribute or a value"))?;
        let mut quantifier = None;
        if let Token::Word(word) = *self.peek() {
            quantifier = Quantifier::find(word);
            if quantifier.is_some() {
                self.at += 1;
                self.take(&Token::Colon)?;
            }
        }
        let function = match *self.peek() {
            Token::Word(word) => Function::find(word),
            _ => None,
        };
        let function = function.ok_or_else(|| self.expected("a comparison like StringEquals"))?;
        self.at += 1;
        let right_at = self.at;
        let right = self.operand()?.ok_or_else(|| self.expected("a value or an attribute"))?;
        for (operand, start) in [(&left, left_at), (&right, right_at)] {
            let (values, first) = match operand {
                Operand::Attribute(_) => continue,
                Operand::Value(value) => (std::slice::from_ref(value), start),
                Operand::Set(_) if quantifier.is_none() => {
                    let expected = "a single value, or ForAnyOfAnyValues: before the comparison";
                    return Err(self.expected_at(start, expected));
                }
                // Behind the brace, each value is followed by a comma.
                Operand::Set(values) => (values.as_slice(), start + 1),
            };
            for (index, value) in values.iter().enumerate() {
                if let Some(expected) = function.objection(value) {
                    return Err(self.expected_at(first + 2 * index, expected));
                }
            }
        }
        Ok(Expression::Comparison { left, quantifier, function, right })
    }

    /// An attribute, a value or a set of values; nothing if the next token is none of them.
    fn operand(&mut self) -> Result<Option<Operand>, ConditionError> {
        if let Token::Attribute(attribute) = self.peek().clone() {
            self.at += 1;
            return Ok(Some(Operand::Attribute(attribute)));
        }
        if !self.takes(&Token::OpenBrace) {
            return Ok(self.value().map(Operand::Value));
        }
        let mut values = Vec::new();
        loop {
            values.push(self.value().ok_or_else(|| self.expected("a value"))?);
            if self.takes(&Token::CloseBrace) {
                return Ok(Some(Operand::Set(values)));
            }
            if !self.takes(&Token::Comma) {
                return Err(self.expected("\",\" or \"}\""));
            }
        }
    }

    fn value(&mut self) -> Option<Value> {
        let value = match *self.peek() {
            Token::Text(text) => Value::from(text),
            Token::Word(word) => bare_value(word)?,
            _ => return None,
        };
        self.next();
        Some(value)
    }
}

/// A value without quotes.
fn bare_value(word: &str) -> Option<Value> {
    const GUID_HYPHENS: usize = 4;
    if word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false") {
        return Some(Value::Boolean(word.eq_ignore_ascii_case("true")));
    }
    if let Ok(number) = word.parse() {
        return Some(Value::Integer(number));
    }
    let is_hyphenated = word.matches('-').count() == GUID_HYPHENS;
    Uuid::try_parse(word).ok().filter(|_| is_hyphenated).map(Value::Guid)
}

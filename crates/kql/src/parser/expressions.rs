//! Expressions, weakest binding first: `or`, `and`, comparisons and operators on text, `+`, `*`, signs, and then what
//! stands alone with the paths behind it.

use super::{Parser, not_offered};
use crate::{
    ast::{Expr, Node, Sign, Step, TextMatch, TextOperator},
    error::QueryError,
    lexer::{Spanned, Token},
    value::{Comparison, Value},
};

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Result<Expr, QueryError> {
        self.nested(|parser| {
            parser.chain("or", |parser| parser.chain("and", Self::relation, Node::And), Node::Or)
        })
    }

    fn chain(
        &mut self,
        word: &str,
        part: impl Fn(&mut Self) -> Result<Expr, QueryError>,
        node: fn(Vec<Expr>) -> Node,
    ) -> Result<Expr, QueryError> {
        let first = part(self)?;
        if !self.at_keyword(word) {
            return Ok(first);
        }
        let at = first.at;
        let mut parts = vec![first];
        while self.eat_keyword(word) {
            parts.push(part(self)?);
        }
        Ok(Expr { at, node: node(parts) })
    }

    /// One comparison; two of them do not chain.
    ///
    /// Here and below, what calls itself for parentheses is kept apart from what does the work, because every local
    /// variable counts once for each level of nesting.
    fn relation(&mut self) -> Result<Expr, QueryError> {
        let left = self.sum()?;
        match self.peek().token {
            Token::Mark(_) | Token::Name(_) => self.relation_of(left),
            _ => Ok(left),
        }
    }

    #[inline(never)]
    fn relation_of(&mut self, left: Expr) -> Result<Expr, QueryError> {
        let at = left.at;
        let Spanned { token, at: here, end } = self.peek().clone();
        let node = match token {
            Token::Mark(mark) if comparison(mark).is_some() => {
                self.next += 1;
                let comparison = comparison(mark).unwrap_or(Comparison::Equal);
                Node::Compare(comparison, Box::new([left, self.sum()?]))
            }
            Token::Mark(mark @ ("=~" | "!~")) => {
                self.next += 1;
                let how = TextMatch { how: TextOperator::Equals, fold_case: true, negated: mark == "!~" };
                Node::Match(how, Box::new([left, self.sum()?]))
            }
            Token::Mark("!") => {
                let Token::Name(word) = self.peek_second().clone() else { return Ok(left) };
                if self.tokens.get(self.next + 1).is_none_or(|word| word.at != end) {
                    return Err(self.failure());
                }
                self.next += 2;
                self.word_relation(left, &word.to_ascii_lowercase(), true, here)?
            }
            Token::Name(word) if is_relation(&word.to_ascii_lowercase()) => {
                self.next += 1;
                self.word_relation(left, &word.to_ascii_lowercase(), false, here)?
            }
            _ => return Ok(left),
        };
        Ok(Expr { at, node })
    }

    fn word_relation(
        &mut self,
        left: Expr,
        word: &str,
        negated: bool,
        at: usize,
    ) -> Result<Node, QueryError> {
        match word {
            "in" => {
                let fold_case = self.eat("~");
                let list = self.values()?;
                Ok(Node::In { subject: Box::new(left), list, fold_case, negated })
            }
            "between" => {
                self.expect("(")?;
                let low = self.nested(Self::sum)?;
                self.expect("..")?;
                let high = self.nested(Self::sum)?;
                self.expect(")")?;
                Ok(Node::Between { parts: Box::new([left, low, high]), negated })
            }
            "has_any" if !negated => Ok(Node::AnyTerm(Box::new(left), self.values()?)),
            "matches" if !negated => {
                self.expect_keyword("regex")?;
                let how = TextMatch { how: TextOperator::Regex, fold_case: false, negated };
                Ok(Node::Match(how, Box::new([left, self.sum()?])))
            }
            _ => {
                let (base, fold_case) = word.strip_suffix("_cs").map_or((word, true), |base| (base, false));
                let how = match base {
                    "contains" => TextOperator::Contains,
                    "has" => TextOperator::Has,
                    "hasprefix" => TextOperator::HasPrefix,
                    "hassuffix" => TextOperator::HasSuffix,
                    "startswith" => TextOperator::StartsWith,
                    "endswith" => TextOperator::EndsWith,
                    _ => {
                        let mark = if negated { "!" } else { "" };
                        return Err(not_offered(&format!("{mark}{word}"), at));
                    }
                };
                Ok(Node::Match(TextMatch { how, fold_case, negated }, Box::new([left, self.sum()?])))
            }
        }
    }

    /// `(a, b)`, or one list such as `dynamic([…])` without further parentheses.
    fn values(&mut self) -> Result<Vec<Expr>, QueryError> {
        if !self.eat("(") {
            return Ok(vec![self.sum()?]);
        }
        let values = self.list(Self::expression)?;
        self.expect(")")?;
        Ok(values)
    }

    fn sum(&mut self) -> Result<Expr, QueryError> {
        self.arithmetic(
            |mark| match mark {
                "+" => Some(Sign::Plus),
                "-" => Some(Sign::Minus),
                _ => None,
            },
            |parser| {
                parser.arithmetic(
                    |mark| match mark {
                        "*" => Some(Sign::Times),
                        "/" => Some(Sign::Over),
                        "%" => Some(Sign::Modulo),
                        _ => None,
                    },
                    Self::signed,
                )
            },
        )
    }

    fn arithmetic(
        &mut self,
        sign: impl Fn(&str) -> Option<Sign>,
        part: impl Fn(&mut Self) -> Result<Expr, QueryError>,
    ) -> Result<Expr, QueryError> {
        let first = part(self)?;
        let at = first.at;
        let mut rest = Vec::new();
        while let Token::Mark(mark) = self.peek().token
            && let Some(sign) = sign(mark)
        {
            self.next += 1;
            rest.push((sign, part(self)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        Ok(Expr { at, node: Node::Arithmetic(Box::new(first), rest) })
    }

    fn signed(&mut self) -> Result<Expr, QueryError> {
        if self.at_mark("-") || self.at_mark("+") { self.sign() } else { self.path() }
    }

    #[inline(never)]
    fn sign(&mut self) -> Result<Expr, QueryError> {
        let at = self.peek().at;
        if self.eat("-") {
            let inner = self.nested(Self::signed)?;
            let node = match inner.node {
                Node::Literal(Value::Long(number)) => Node::Literal(Value::Long(-number)),
                Node::Literal(Value::Real(number)) => Node::Literal(Value::Real(-number)),
                _ => Node::Negative(Box::new(inner)),
            };
            return Ok(Expr { at, node });
        }
        self.expect("+")?;
        self.nested(Self::signed)
    }

    /// What stands alone, and `.member`, `['member']` and `[index]` behind it.
    fn path(&mut self) -> Result<Expr, QueryError> {
        let base = self.primary()?;
        if self.at_mark(".") || self.at_mark("[") { self.steps(base) } else { Ok(base) }
    }

    #[inline(never)]
    fn steps(&mut self, base: Expr) -> Result<Expr, QueryError> {
        let mut steps = Vec::new();
        loop {
            if self.eat(".") {
                // `a.['b.c']` is how names with points are written.
                let name = self.name()?;
                steps.push(Step::Member(name));
            } else if self.at_mark("[") {
                self.next += 1;
                let index = self.expression()?;
                self.expect("]")?;
                steps.push(match index.node {
                    Node::Literal(Value::Text(name)) => Step::Member(name.to_string()),
                    _ => Step::Index(index),
                });
            } else if steps.is_empty() {
                return Ok(base);
            } else {
                return Ok(Expr { at: base.at, node: Node::Path(Box::new(base), steps) });
            }
        }
    }

    fn primary(&mut self) -> Result<Expr, QueryError> {
        if self.eat("(") {
            let inner = self.expression()?;
            self.expect(")")?;
            return Ok(inner);
        }
        match (&self.peek().token, self.peek_second()) {
            (Token::Name(_), Token::Mark("(")) => self.call(),
            _ => self.alone(),
        }
    }

    #[inline(never)]
    fn alone(&mut self) -> Result<Expr, QueryError> {
        let Spanned { token, at, .. } = self.peek().clone();
        let literal = |value| Ok(Expr { at, node: Node::Literal(value) });
        match token {
            Token::Text(text) => {
                self.next += 1;
                literal(Value::text(text))
            }
            Token::Long(number) => {
                self.next += 1;
                literal(Value::Long(number))
            }
            Token::Real(number) => {
                self.next += 1;
                literal(Value::Real(number))
            }
            Token::Span(span) => {
                self.next += 1;
                literal(Value::Span(span))
            }
            Token::Typed(word, content) => {
                let value = super::literals::typed(&word, &content).ok_or_else(|| self.failure())?;
                self.next += 1;
                literal(value)
            }
            Token::Mark("[") => Ok(Expr { at, node: Node::Column(self.name()?) }),
            Token::Mark("*") => {
                self.next += 1;
                Ok(Expr { at, node: Node::Star })
            }
            Token::Name(name) => {
                self.next += 1;
                let node = match name.to_ascii_lowercase().as_str() {
                    "true" => Node::Literal(Value::Bool(true)),
                    "false" => Node::Literal(Value::Bool(false)),
                    // A word of the language is no column; what is wrong is then what follows it.
                    "where" | "project" | "extend" | "summarize" | "join" | "union" => {
                        return Err(self.failure());
                    }
                    _ => Node::Column(name),
                };
                Ok(Expr { at, node })
            }
            Token::Mark(_) | Token::End => Err(self.failure()),
        }
    }

    fn call(&mut self) -> Result<Expr, QueryError> {
        let at = self.peek().at;
        let name = self.name()?.to_ascii_lowercase();
        self.expect("(")?;
        let node = match name.as_str() {
            "dynamic" => Node::Literal(Value::dynamic(self.nested(Self::json)?)),
            "not" => Node::Not(Box::new(self.expression()?)),
            _ => Node::Call(name, self.arguments()?),
        };
        self.expect(")")?;
        Ok(Expr { at, node })
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, QueryError> {
        if self.at_mark(")") { Ok(Vec::new()) } else { self.list(Self::expression) }
    }
}

fn comparison(mark: &str) -> Option<Comparison> {
    Some(match mark {
        "==" => Comparison::Equal,
        "!=" => Comparison::NotEqual,
        "<" => Comparison::Less,
        "<=" => Comparison::LessOrEqual,
        ">" => Comparison::Greater,
        ">=" => Comparison::GreaterOrEqual,
        _ => return None,
    })
}

fn is_relation(word: &str) -> bool {
    let word = word.strip_suffix("_cs").unwrap_or(word);
    matches!(
        word,
        "in" | "between"
            | "has_any"
            | "has_all"
            | "matches"
            | "contains"
            | "has"
            | "hasprefix"
            | "hassuffix"
            | "startswith"
            | "endswith"
            | "like"
            | "notlike"
            | "notcontains"
    )
}

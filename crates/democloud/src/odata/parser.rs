//! Tokens to conditions, by recursive descent: `or` binds weakest, then `and`, `not`, and the comparisons.

use super::{
    Call, Comparison, Condition, Operand, OptionError,
    lexer::{self, Spanned, Token},
};

/// How deeply parentheses and `not` may nest.
const MAX_DEPTH: usize = 32;

pub(super) fn filter(text: &str) -> Result<Condition, OptionError> {
    let mut parser = Parser { text, tokens: lexer::tokens(text)?, next: 0, depth: 0 };
    let condition = parser.any()?;
    match parser.peek().token {
        Token::End => Ok(condition),
        _ => Err(parser.failure()),
    }
}

struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Spanned>,
    next: usize,
    depth: usize,
}

impl Parser<'_> {
    fn any(&mut self) -> Result<Condition, OptionError> {
        let mut parts = vec![self.all()?];
        while self.eat_word("or") {
            parts.push(self.all()?);
        }
        Ok(single(parts, Condition::Or))
    }

    fn all(&mut self) -> Result<Condition, OptionError> {
        let mut parts = vec![self.term()?];
        while self.eat_word("and") {
            parts.push(self.term()?);
        }
        Ok(single(parts, Condition::And))
    }

    fn term(&mut self) -> Result<Condition, OptionError> {
        if self.eat_word("not") {
            let inner = self.nested(Self::term)?;
            return Ok(Condition::Not(Box::new(inner)));
        }
        if self.eat('(') {
            let inner = self.nested(Self::any)?;
            self.expect(')')?;
            return Ok(inner);
        }
        let left = self.operand()?;
        let Token::Name(word) = self.peek().token.clone() else { return Ok(alone(left)) };
        if word.eq_ignore_ascii_case("in") {
            self.next += 1;
            self.expect('(')?;
            let list = self.operands()?;
            self.expect(')')?;
            return Ok(Condition::In(left, list));
        }
        let Some(comparison) = comparison(&word) else {
            let what = word.to_ascii_lowercase();
            return match what.as_str() {
                "and" | "or" => Ok(alone(left)),
                "has" | "add" | "sub" | "mul" | "div" | "divby" | "mod" => Err(self.not_offered(&what)),
                _ => Err(self.failure()),
            };
        };
        self.next += 1;
        Ok(Condition::Compare(left, comparison, self.operand()?))
    }

    fn operand(&mut self) -> Result<Operand, OptionError> {
        let Spanned { token, at, .. } = self.peek().clone();
        match token {
            Token::Literal(value) => {
                self.next += 1;
                Ok(Operand::Literal(value))
            }
            Token::Name(name) if is_word(&name) => Err(self.failure()),
            Token::Name(name) => {
                let path: Vec<String> = name.split('/').map(str::to_owned).collect();
                if path.iter().any(String::is_empty) || name.contains('$') {
                    return Err(self.failure());
                }
                let last = path.last().map(String::as_str).unwrap_or_default();
                if self.tokens.get(self.next + 1).is_none_or(|next| next.token != Token::Mark('(')) {
                    self.next += 1;
                    return Ok(Operand::Property(path));
                }
                if path.len() > 1 && ["any", "all"].contains(&last) {
                    return Err(self.not_offered(last));
                }
                if path.len() > 1 {
                    return Err(self.failure());
                }
                self.next += 2;
                let arguments = if self.at(')') { Vec::new() } else { self.nested(Self::operands)? };
                self.expect(')')?;
                Ok(Operand::Call(Call { name, arguments, position: lexer::position(self.text, at) }))
            }
            Token::Mark(_) | Token::End => Err(self.failure()),
        }
    }

    fn operands(&mut self) -> Result<Vec<Operand>, OptionError> {
        let mut operands = vec![self.operand()?];
        while self.eat(',') {
            operands.push(self.operand()?);
        }
        Ok(operands)
    }

    fn nested<T>(
        &mut self,
        inside: impl FnOnce(&mut Self) -> Result<T, OptionError>,
    ) -> Result<T, OptionError> {
        if self.depth == MAX_DEPTH {
            return Err(OptionError::TooDeep { position: lexer::position(self.text, self.peek().at) });
        }
        self.depth += 1;
        let found = inside(self);
        self.depth -= 1;
        found
    }

    fn peek(&self) -> &Spanned {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn at(&self, mark: char) -> bool {
        self.peek().token == Token::Mark(mark)
    }

    fn eat(&mut self, mark: char) -> bool {
        let found = self.at(mark);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, mark: char) -> Result<(), OptionError> {
        if self.eat(mark) { Ok(()) } else { Err(self.failure()) }
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = matches!(&self.peek().token, Token::Name(name) if name.eq_ignore_ascii_case(word));
        self.next += usize::from(found);
        found
    }

    fn failure(&self) -> OptionError {
        let Spanned { at, end, .. } = self.peek();
        lexer::syntax(self.text, *at, self.text.get(*at..*end).unwrap_or_default())
    }

    fn not_offered(&self, what: &str) -> OptionError {
        let position = lexer::position(self.text, self.peek().at);
        OptionError::NotOffered { position, what: what.to_owned() }
    }
}

fn alone(operand: Operand) -> Condition {
    match operand {
        Operand::Call(call) => Condition::Call(call),
        other => Condition::Value(other),
    }
}

fn single(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    if parts.len() > 1 { many(parts) } else { parts.remove(0) }
}

fn comparison(word: &str) -> Option<Comparison> {
    Some(match word.to_ascii_lowercase().as_str() {
        "eq" => Comparison::Equal,
        "ne" => Comparison::NotEqual,
        "gt" => Comparison::Greater,
        "ge" => Comparison::GreaterOrEqual,
        "lt" => Comparison::Less,
        "le" => Comparison::LessOrEqual,
        _ => return None,
    })
}

fn is_word(name: &str) -> bool {
    comparison(name).is_some() || ["and", "or", "in"].iter().any(|word| name.eq_ignore_ascii_case(word))
}

//! Tokens to a tree, by CEL's precedence. Every way to nest is counted, so neither this
//! nor what walks the tree can overflow the stack.

mod infix;
mod operand;

use super::explain::{ExprErrors, Problem};
use super::lex::{Lexer, Mark, Token};
use super::syntax::{Span, Syntax, SyntaxKind};
use crate::diagnostic::EXPLAIN;
use crate::scan::is_longer;

/// The longest expression, in characters.
const MAX_LENGTH: usize = 4096;
/// The deepest nesting.
pub(crate) const MAX_LEVELS: u32 = 64;

/// The tree, where the text could be read to its end, and all that is wrong with it.
pub(crate) fn parse(source: &str) -> (Option<Syntax>, ExprErrors) {
    if is_longer(source, MAX_LENGTH) {
        let mut errors = ExprErrors::default();
        errors.push(Problem::TooLong, Span::new(0, source.len()));
        return (None, errors);
    }
    let mut lexer = Lexer::new(source);
    let (token, span) = lexer.next();
    let mut parser = Parser { source, lexer, token, span, before: span, depth: 0 };
    let tree = parser.expression().filter(|_| {
        let whole = matches!(parser.token, Token::End);
        if !whole {
            parser.unexpected::<()>();
        }
        whole
    });
    (tree, parser.lexer.errors)
}

struct Parser<'a> {
    source: &'a str,
    lexer: Lexer<'a>,
    token: Token,
    /// Of `token`.
    span: Span,
    /// Of the token before.
    before: Span,
    depth: u32,
}

impl Parser<'_> {
    /// `a ? b : c`, or what binds tighter. `None` when an error was reported.
    fn expression(&mut self) -> Option<Syntax> {
        self.depth += 1;
        if self.depth > MAX_LEVELS {
            self.lexer.errors.push(Problem::TooDeep, self.span);
            return None;
        }
        let mut tree = self.binary(1)?;
        if self.accept(Mark::Question) {
            let then = self.binary(1)?;
            self.expect(Mark::Colon)?;
            let other = self.expression()?;
            let span = tree.span.to(other.span);
            let height = tree.height.max(then.height).max(other.height);
            tree = self.node(SyntaxKind::Conditional([tree, then, other]), span, height)?;
        }
        self.depth -= 1;
        Some(tree)
    }

    /// Operators that bind at least as tight as `level`.
    fn binary(&mut self, level: u32) -> Option<Syntax> {
        let mut left = self.unary()?;
        while let Some(infix) = self.infix() {
            let tightness = infix.level();
            if tightness < level {
                break;
            }
            self.advance();
            if EXPLAIN && self.is_percentage() {
                return None;
            }
            let right = self.binary(tightness + 1)?;
            left = self.combine(infix, left, right)?;
        }
        Some(left)
    }

    /// `10%`: a percent sign that nothing stands after. Reported.
    fn is_percentage(&mut self) -> bool {
        let ends = match &self.token {
            Token::End => true,
            Token::Mark(mark) => !matches!(
                mark,
                Mark::Open | Mark::OpenBracket | Mark::OpenBrace | Mark::Minus | Mark::Not | Mark::Dot
            ),
            _ => false,
        };
        let found = ends && self.before.text(self.source) == "%";
        if found {
            let help = "Write 0.1 for 10%; % between two whole numbers is what is left of a division.";
            self.lexer.errors.push(Problem::Foreign { written: "%", help }, self.before);
        }
        found
    }

    /// A node above others, the highest of which has `below` levels.
    fn node(&mut self, kind: SyntaxKind, span: Span, below: u32) -> Option<Syntax> {
        let height = below + 1;
        if height > MAX_LEVELS {
            self.lexer.errors.push(Problem::TooDeep, span);
            return None;
        }
        Some(Syntax { kind: Box::new(kind), span, height })
    }

    fn advance(&mut self) {
        self.before = self.span;
        (self.token, self.span) = self.lexer.next();
    }

    fn is(&self, mark: &Mark) -> bool {
        matches!(&self.token, Token::Mark(current) if current == mark)
    }

    fn accept(&mut self, mark: Mark) -> bool {
        let found = self.is(&mark);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, mark: Mark) -> Option<()> {
        if self.accept(mark) { Some(()) } else { self.unexpected() }
    }

    /// Reports the current token.
    fn unexpected<T>(&mut self) -> Option<T> {
        match self.token {
            Token::Bad => {}
            Token::End => self.lexer.errors.push(Problem::UnexpectedEnd, self.span),
            _ => {
                let written = self.span.text(self.source);
                self.lexer.errors.push_once(Problem::Unexpected(written), self.span);
            }
        }
        None
    }
}

//! What stands between operators: literals, names, calls, brackets, and what goes before
//! or after them.

use std::sync::Arc;

use super::{MAX_LEVELS, Parser};
use crate::diagnostic::EXPLAIN;
use crate::expr::explain::Problem;
use crate::expr::lex::{Mark, Token};
use crate::expr::syntax::{Span, Syntax, SyntaxKind};
use crate::expr::value::Value;

/// CEL's words that may not be names.
const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

impl Parser<'_> {
    pub(super) fn unary(&mut self) -> Option<Syntax> {
        let start = self.span;
        let not = match &self.token {
            Token::Mark(Mark::Not) => true,
            Token::Mark(Mark::Minus) => false,
            _ => return self.postfix(),
        };
        self.advance();
        if let (false, Token::Int(magnitude)) = (not, &self.token) {
            let value = 0_i64.checked_sub_unsigned(*magnitude);
            let literal = self.integer(start.to(self.span), value)?;
            return self.postfix_of(literal);
        }
        if let (false, Token::Literal(Value::Double(value))) = (not, &self.token) {
            let kind = SyntaxKind::Literal(Value::Double(value.negate()));
            self.advance();
            let literal = self.node(kind, start.to(self.before), 0)?;
            return self.postfix_of(literal);
        }
        self.prefixed(not, start)
    }

    fn prefixed(&mut self, not: bool, start: Span) -> Option<Syntax> {
        self.depth += 1;
        if self.depth > MAX_LEVELS {
            self.lexer.errors.push(Problem::TooDeep, start);
            return None;
        }
        let operand = self.unary()?;
        self.depth -= 1;
        let (span, height) = (start.to(operand.span), operand.height);
        self.node(if not { SyntaxKind::Not(operand) } else { SyntaxKind::Negate(operand) }, span, height)
    }

    fn postfix(&mut self) -> Option<Syntax> {
        let primary = self.primary()?;
        self.postfix_of(primary)
    }

    /// `.name`, `.name(…)` and `[…]` after an operand.
    fn postfix_of(&mut self, mut tree: Syntax) -> Option<Syntax> {
        loop {
            if self.accept(Mark::Dot) {
                let Token::Name(name) = &self.token else { return self.unexpected() };
                let name = name.clone();
                self.advance();
                let place = self.before;
                let mut height = tree.height;
                let (start, target) = (tree.span, tree);
                let kind = if self.accept(Mark::Open) {
                    let arguments = self.items(Mark::Close)?;
                    height = arguments.iter().map(|a| a.height).fold(height, u32::max);
                    SyntaxKind::Call(Some(target), name, place, arguments)
                } else {
                    SyntaxKind::Select(target, name, place)
                };
                tree = self.node(kind, start.to(self.before), height)?;
            } else if self.accept(Mark::OpenBracket) {
                let index = self.expression()?;
                self.expect(Mark::CloseBracket)?;
                let (span, height) = (tree.span.to(self.before), tree.height.max(index.height));
                tree = self.node(SyntaxKind::Index(tree, index), span, height)?;
            } else {
                return Some(tree);
            }
        }
    }

    fn primary(&mut self) -> Option<Syntax> {
        let start = self.span;
        match &self.token {
            Token::Literal(value) => {
                let is_bool = matches!(value, Value::Bool(_));
                let kind = SyntaxKind::Literal(value.clone());
                self.advance();
                if EXPLAIN && is_bool && self.accept(Mark::Open) {
                    let span = start.to(self.span);
                    let written = span.text(self.source);
                    let help = "Write true or false, without brackets.";
                    self.lexer.errors.push(Problem::Foreign { written, help }, span);
                    self.expect(Mark::Close)?;
                }
                self.node(kind, start, 0)
            }
            Token::Int(magnitude) => {
                let value = i64::try_from(*magnitude).ok();
                self.integer(start, value)
            }
            Token::Name(name) => {
                let name = name.clone();
                self.named(name)
            }
            Token::Mark(Mark::Dot) => {
                // `.name` is the name in the outermost scope; there is only one scope.
                self.advance();
                let Token::Name(name) = &self.token else {
                    if EXPLAIN {
                        // XLSForm's name for the answer that a constraint is about.
                        let help =
                            "Write self: in a constraint it is the answer that the constraint is about.";
                        self.lexer.errors.push(Problem::Foreign { written: ".", help }, start);
                        return self.node(SyntaxKind::Name("self".into()), start, 0);
                    }
                    return self.unexpected();
                };
                let name = name.clone();
                self.named(name)
            }
            Token::Mark(Mark::Open) => {
                self.advance();
                let mut tree = self.expression()?;
                self.expect(Mark::Close)?;
                tree.span = start.to(self.before);
                Some(tree)
            }
            Token::Mark(Mark::OpenBracket) => {
                self.advance();
                let items = self.items(Mark::CloseBracket)?;
                let height = items.iter().map(|item| item.height).fold(0, u32::max);
                self.node(SyntaxKind::List(items), start.to(self.before), height)
            }
            Token::Mark(Mark::OpenBrace) => {
                self.advance();
                self.entries(start)
            }
            Token::Bad => None,
            _ => self.unexpected(),
        }
    }

    fn named(&mut self, name: Arc<str>) -> Option<Syntax> {
        let start = self.span;
        let word: &str = &name;
        if EXPLAIN && word == "if" {
            self.advance();
            if self.accept(Mark::Open) {
                // As a spreadsheet's function: it is told with what stands in its brackets.
                let arguments = self.items(Mark::Close)?;
                let height = arguments.iter().map(|a| a.height).fold(0, u32::max);
                return self.node(
                    SyntaxKind::Call(None, name, start, arguments),
                    start.to(self.before),
                    height,
                );
            }
            self.lexer.errors.push(Problem::ReservedWord(word), start);
            return None;
        }
        if RESERVED.contains(&word) || word == "in" {
            self.lexer.errors.push(Problem::ReservedWord(word), start);
            return None;
        }
        self.advance();
        let starts = matches!(self.token, Token::Name(_) | Token::Mark(Mark::Open) | Token::Literal(_));
        if EXPLAIN && matches!(word, "not" | "NOT") && starts {
            self.lexer.errors.push(Problem::WriteInstead { written: word, instead: "!" }, start);
            return self.prefixed(true, start);
        }
        if self.accept(Mark::Open) {
            let arguments = self.items(Mark::Close)?;
            let height = arguments.iter().map(|a| a.height).fold(0, u32::max);
            return self.node(SyntaxKind::Call(None, name, start, arguments), start.to(self.before), height);
        }
        self.node(SyntaxKind::Name(name), start, 0)
    }

    fn integer(&mut self, span: Span, value: Option<i64>) -> Option<Syntax> {
        if value.is_none() {
            self.lexer.errors.push(Problem::NumberTooLarge, span);
        }
        self.advance();
        self.node(SyntaxKind::Literal(Value::Int(value?)), span, 0)
    }

    /// Expressions with commas between them, up to the closing mark.
    fn items(&mut self, close: Mark) -> Option<Vec<Syntax>> {
        let mut items = Vec::new();
        let list = close == Mark::CloseBracket;
        while !(self.is(&close) && (items.is_empty() || list)) {
            items.push(self.expression()?);
            if !self.accept(Mark::Comma) {
                break;
            }
        }
        self.expect(close)?;
        Some(items)
    }

    fn entries(&mut self, start: Span) -> Option<Syntax> {
        let mut entries = Vec::new();
        let mut height = 0;
        while !self.is(&Mark::CloseBrace) {
            let key = self.expression()?;
            self.expect(Mark::Colon)?;
            let value = self.expression()?;
            height = height.max(key.height).max(value.height);
            entries.extend([key, value]);
            if !self.accept(Mark::Comma) {
                break;
            }
        }
        self.expect(Mark::CloseBrace)?;
        self.node(SyntaxKind::Map(entries), start.to(self.before), height)
    }
}

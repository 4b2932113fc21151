//! Tokens to a tree, by CEL's precedence. Every way to nest is counted, so neither this
//! nor what walks the tree can overflow the stack.

use std::rc::Rc;

use super::explain::{ExprErrors, Problem};
use super::lex::{Lexer, Mark, Token};
use super::node::{Comparison, Operator};
use super::syntax::{Span, Syntax, SyntaxKind};
use super::value::Value;

/// The longest expression, in characters.
pub(crate) const MAX_LENGTH: usize = 4096;
/// The deepest nesting.
pub(crate) const MAX_LEVELS: u32 = 64;

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

/// The tree, where the text could be read to its end, and all that is wrong with it.
pub(crate) fn parse(source: &str) -> (Option<Syntax>, ExprErrors) {
    if source.len() > MAX_LENGTH && source.chars().count() > MAX_LENGTH {
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
            let right = self.binary(tightness + 1)?;
            left = self.combine(infix, left, right)?;
        }
        Some(left)
    }

    fn infix(&mut self) -> Option<Infix> {
        use {Comparison as C, Infix as I, Operator as O};
        let infix = match &self.token {
            Token::Mark(mark) => match mark {
                Mark::Or => I::Or,
                Mark::And => I::And,
                Mark::Equal => I::Compare(C::Equal),
                Mark::NotEqual => I::Compare(C::NotEqual),
                Mark::Less => I::Compare(C::Less),
                Mark::LessOrEqual => I::Compare(C::LessOrEqual),
                Mark::Greater => I::Compare(C::Greater),
                Mark::GreaterOrEqual => I::Compare(C::GreaterOrEqual),
                Mark::Plus => I::Arithmetic(O::Add),
                Mark::Minus => I::Arithmetic(O::Subtract),
                Mark::Star => I::Arithmetic(O::Multiply),
                Mark::Slash => I::Arithmetic(O::Divide),
                Mark::Percent => I::Arithmetic(O::Remainder),
                _ => return None,
            },
            Token::Name(name) => match name.as_ref() {
                "in" => I::Compare(C::In),
                _ if !cfg!(feature = "explain") => return None,
                "and" | "AND" => self.reported("&&", I::And),
                "or" | "OR" => self.reported("||", I::Or),
                "mod" => self.reported("%", I::Arithmetic(O::Remainder)),
                "div" => self.reported("/", I::Arithmetic(O::Divide)),
                _ => return None,
            },
            _ => return None,
        };
        Some(infix)
    }

    /// Reports the current word once, and reads it as the operator.
    fn reported(&mut self, instead: &'static str, infix: Infix) -> Infix {
        let problem = Problem::WriteInstead { written: self.span.text(self.source), instead };
        self.lexer.errors.push_once(problem, self.span);
        infix
    }

    fn combine(&mut self, infix: Infix, left: Syntax, right: Syntax) -> Option<Syntax> {
        let span = left.span.to(right.span);
        let bare = self.source.as_bytes().get(left.span.start as usize) != Some(&b'(')
            || !self.source.get(left.span.range()).is_some_and(|text| text.ends_with(')'));
        let below = right.height.max(left.height.saturating_sub(1));
        let height = left.height.max(right.height);
        match (infix, *left.kind) {
            (Infix::And, SyntaxKind::And(mut operands)) => {
                operands.push(right);
                self.node(SyntaxKind::And(operands), span, below)
            }
            (Infix::Or, SyntaxKind::Or(mut operands)) => {
                operands.push(right);
                self.node(SyntaxKind::Or(operands), span, below)
            }
            (Infix::Arithmetic(operator), SyntaxKind::Arithmetic(first, mut rest))
                if bare && rest.first().is_some_and(|(o, _)| level_of(*o) == level_of(operator)) =>
            {
                rest.push((operator, right));
                self.node(SyntaxKind::Arithmetic(first, rest), span, below)
            }
            (infix, kind) => {
                let left = Syntax { kind: Box::new(kind), span: left.span, height: left.height };
                let kind = match infix {
                    Infix::And => SyntaxKind::And(vec![left, right]),
                    Infix::Or => SyntaxKind::Or(vec![left, right]),
                    Infix::Compare(comparison) => SyntaxKind::Compare(comparison, [left, right]),
                    Infix::Arithmetic(operator) => SyntaxKind::Arithmetic(left, vec![(operator, right)]),
                };
                self.node(kind, span, height)
            }
        }
    }

    fn unary(&mut self) -> Option<Syntax> {
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
            let kind = SyntaxKind::Literal(Value::Double(-*value));
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
                let kind = SyntaxKind::Literal(value.clone());
                self.advance();
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
                let Token::Name(name) = &self.token else { return self.unexpected() };
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

    fn named(&mut self, name: Rc<str>) -> Option<Syntax> {
        let start = self.span;
        let word: &str = &name;
        if RESERVED.contains(&word) || word == "in" {
            self.lexer.errors.push(Problem::ReservedWord(word), start);
            return None;
        }
        self.advance();
        let starts = matches!(self.token, Token::Name(_) | Token::Mark(Mark::Open) | Token::Literal(_));
        if cfg!(feature = "explain") && matches!(word, "not" | "NOT") && starts {
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
                self.lexer.errors.push(Problem::Unexpected(written), self.span);
            }
        }
        None
    }
}

/// An operator between two operands.
#[derive(Clone, Copy)]
enum Infix {
    Or,
    And,
    Compare(Comparison),
    Arithmetic(Operator),
}

impl Infix {
    fn level(self) -> u32 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Compare(_) => 3,
            Self::Arithmetic(operator) => level_of(operator),
        }
    }
}

fn level_of(operator: Operator) -> u32 {
    match operator {
        Operator::Add | Operator::Subtract => 4,
        Operator::Multiply | Operator::Divide | Operator::Remainder => 5,
    }
}

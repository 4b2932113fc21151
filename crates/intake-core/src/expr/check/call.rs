//! Function calls: which function, and whether its arguments fit.

use std::sync::Arc;

use super::{Checker, literal, macros, types};
use crate::diagnostic::EXPLAIN;
use crate::expr::explain::{Problem, as_method, function_help, nearest};
use crate::expr::function::{
    BOOL, BYTES, DOUBLE, DURATION, Form, Function, Gives, INT, Kinds, LIST, MACROS, MAP, NUMBER, SIGNATURES,
    STRING, Signature, TIMESTAMP, UINT, kinds,
};
use crate::expr::library::time::{parse_duration, parse_timestamp, parse_zone};
use crate::expr::node::{Kind, Node, TYPED};
use crate::expr::pattern::Pattern;
use crate::expr::syntax::{Span, Syntax};
use crate::expr::value::{Type, Value};

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        target: Option<Syntax>,
        name: &str,
        place: Span,
        args: Vec<Syntax>,
        span: Span,
    ) -> (Kind, Type) {
        let target = match target {
            None if name == "has" => return self.has(args, place),
            None => None,
            Some(target) => match macros::fold_of(name) {
                Some(fold) => return self.fold(fold, target, name, place, args),
                None => Some(target),
            },
        };
        let math = target.as_ref().is_some_and(|target| self.is_free(target, "math"))
            && self.scope.resolve("math").is_none();
        let wanted = match (&target, math) {
            (_, true) => Form::Math,
            (Some(_), _) => Form::Method,
            (None, _) => Form::Global,
        };
        if let Some(help) = self.math_help(target.as_ref(), name, &args) {
            let name = &["Math.", name].concat();
            return self.fail(Problem::UnknownFunction { name, meant: None, help: Some(help) }, place);
        }
        let Some(signature) = SIGNATURES.iter().find(|row| row.name == name) else {
            return self.unknown_function(name, place, target.filter(|_| !math), &args);
        };
        let help = self.method_help(signature.form, name, &args);
        let mut nodes = Vec::with_capacity(args.len() + 1);
        if let Some(target) = target.filter(|_| !math) {
            nodes.push(self.node(target));
        }
        for arg in args {
            nodes.push(self.node(arg));
        }
        let form = signature.form;
        if form != wanted && (form != Form::Either || math) {
            let problem = match form {
                Form::Math => {
                    let meant: Arc<str> = ["math.", name].concat().into();
                    Problem::UnknownFunction { name, meant: Some(meant), help: None }
                }
                _ => Problem::WrongForm { name, method: form == Form::Method, help },
            };
            return self.fail(problem, place);
        }
        self.apply(signature, nodes, wanted, place, span)
    }

    /// JavaScript's `Math.max(a, b)`.
    fn math_help(&self, target: Option<&Syntax>, name: &str, args: &[Syntax]) -> Option<String> {
        if !EXPLAIN {
            return None;
        }
        let free = target.is_some_and(|target| self.is_free(target, "Math"));
        let args: Vec<&str> = args.iter().map(|arg| arg.span.text(self.source)).collect();
        let help = || as_method(name, &args).or_else(|| function_help(name, &args));
        (free && self.scope.resolve("Math").is_none()).then(help)?
    }

    /// A function that is written after its value, with the values that it was given.
    fn method_help(&self, form: Form, name: &str, args: &[Syntax]) -> Option<String> {
        if !EXPLAIN {
            return None;
        }
        let args: Vec<&str> = args.iter().map(|arg| arg.span.text(self.source)).collect();
        (form == Form::Method).then(|| as_method(name, &args)).flatten()
    }

    fn help(&self, name: &str, target: Option<Syntax>, args: &[Syntax]) -> Option<String> {
        if !EXPLAIN {
            return None;
        }
        let all = target.iter().chain(args);
        let args: Vec<&str> = all.map(|arg| arg.span.text(self.source)).collect();
        function_help(name, &args)
    }

    fn unknown_function(
        &mut self,
        name: &str,
        place: Span,
        target: Option<Syntax>,
        args: &[Syntax],
    ) -> (Kind, Type) {
        let help = self.help(name, target, args);
        let meant = if EXPLAIN {
            let known = SIGNATURES.iter().map(|row| row.name).chain(MACROS);
            other_name(name).map(Arc::from).or_else(|| nearest(name, known.map(Arc::from)))
        } else {
            None
        };
        self.fail(Problem::UnknownFunction { name, meant, help }, place)
    }

    fn apply(
        &mut self,
        signature: &Signature,
        nodes: Vec<Node>,
        form: Form,
        place: Span,
        span: Span,
    ) -> (Kind, Type) {
        let (name, function) = (signature.name, signature.function);
        let math = form == Form::Math;
        let most = if math { usize::MAX } else { signature.takes.len() };
        if nodes.len() < signature.least || nodes.len() > most {
            let target = usize::from(form == Form::Method);
            let (least, most) = (signature.least.saturating_sub(target), most.saturating_sub(target));
            return self.fail(Problem::WrongCount { name, least, most }, place);
        }
        let mut fits = true;
        for (index, node) in nodes.iter().enumerate().take_while(|_| TYPED) {
            let takes = if math { NUMBER | LIST } else { signature.takes.get(index).copied().unwrap_or(0) };
            if kinds(node.ty()) & takes == 0
                || (math && nodes.len() > 1 && matches!(node.ty(), Type::List(_)))
            {
                fits = false;
                let accepts = if EXPLAIN { accepts(takes) } else { String::new() };
                let problem = Problem::WrongArgument { name, accepts: &accepts, found: node.ty() };
                self.errors.push(problem, node.span);
            }
        }
        let ty = if fits { self.gives(signature, &nodes, span) } else { Type::Dyn };
        self.reads_today |= function == Function::Age;
        let kind = match function {
            Function::Matches => return (self.pattern(nodes), ty),
            Function::Timestamp | Function::Duration => self.literal_time(function, &nodes),
            _ => None,
        };
        if form == Form::Method
            && let (Gives::Int, Some(zone)) = (signature.gives, nodes.get(1))
            && let Some(text) = literal(zone)
            && parse_zone(text).is_none()
        {
            self.errors.push(Problem::BadZone { zone: text }, zone.span);
        }
        (kind.unwrap_or(Kind::Call(function, nodes)), ty)
    }

    fn pattern(&mut self, mut nodes: Vec<Node>) -> Kind {
        let compiled = nodes.last().and_then(|node| {
            let span = node.span;
            literal(node).map(|text| (Pattern::compile(text), span))
        });
        match compiled {
            Some((Ok(pattern), _)) if nodes.len() == 2 => {
                Kind::Matches(Box::new(nodes.swap_remove(0)), pattern)
            }
            Some((Err(why), span)) => {
                self.errors.push(Problem::BadPattern { why }, span);
                Kind::Call(Function::Matches, nodes)
            }
            _ => Kind::Call(Function::Matches, nodes),
        }
    }

    /// `timestamp("…")` and `duration("…")`, read once.
    fn literal_time(&mut self, function: Function, nodes: &[Node]) -> Option<Kind> {
        let node = nodes.first()?;
        let text = literal(node)?;
        let value = if function == Function::Timestamp {
            parse_timestamp(text).map(|(seconds, nanos)| Value::Timestamp(seconds, nanos))
        } else {
            parse_duration(text).map(|(seconds, nanos)| Value::Duration(seconds, nanos))
        };
        if value.is_none() {
            let timestamp = function == Function::Timestamp;
            let problem = if timestamp { Problem::BadTimestamp { text } } else { Problem::BadDuration };
            self.errors.push(problem, node.span);
        }
        value.map(Kind::Literal)
    }

    fn gives(&mut self, signature: &Signature, nodes: &[Node], span: Span) -> Type {
        if !TYPED {
            return Type::Dyn;
        }
        match signature.gives {
            Gives::Bool => Type::Bool,
            Gives::Int => Type::Int,
            Gives::Uint => Type::Uint,
            Gives::Double => Type::Double,
            Gives::String => Type::String,
            Gives::Bytes => Type::Bytes,
            Gives::Type => Type::Type,
            Gives::Dyn => Type::Dyn,
            Gives::Timestamp => Type::Timestamp,
            Gives::Duration => Type::Duration,
            Gives::Element => self.element_type(signature, nodes, span),
            Gives::Number => match nodes {
                [Node { ty: Type::List(_), .. }] => self.element_type(signature, nodes, span),
                nodes => types::join_all(nodes, 0, 1),
            },
        }
    }

    /// The element of a list that is added up or ordered.
    fn element_type(&mut self, signature: &Signature, nodes: &[Node], span: Span) -> Type {
        let Some(Node { ty: Type::List(element), .. }) = nodes.first() else { return Type::Dyn };
        let takes = match signature.function {
            Function::Sum => NUMBER | DURATION,
            Function::Min | Function::Max => NUMBER | DURATION | TIMESTAMP | STRING | BOOL | BYTES,
            _ => NUMBER,
        };
        if kinds(element) & takes == 0 {
            let accepts = if EXPLAIN { ["a list of ", &accepts(takes)].concat() } else { String::new() };
            let problem = Problem::WrongArgument { name: signature.name, accepts: &accepts, found: element };
            self.errors.push(problem, span);
        }
        (**element).clone()
    }
}

/// What other languages call our functions.
fn other_name(name: &str) -> Option<&'static str> {
    Some(match name {
        "len" | "length" | "count" => "size",
        "lower" | "toLower" | "toLowerCase" | "lowercase" => "lowerAscii",
        "upper" | "toUpper" | "toUpperCase" | "uppercase" => "upperAscii",
        "includes" => "contains",
        "selected" => "in",
        "any" | "some" => "exists",
        "every" => "all",
        "float" | "number" | "decimal" => "double",
        "integer" => "int",
        "str" | "text" => "string",
        "regex" | "match" => "matches",
        "date" => "timestamp",
        "strip" => "trim",
        _ => return None,
    })
}

/// Kinds of values, in words.
fn accepts(takes: Kinds) -> String {
    let names = [
        (BOOL, "true or false"),
        (INT | UINT, "a whole number"),
        (DOUBLE, "a decimal number"),
        (STRING, "a text"),
        (BYTES, "bytes"),
        (LIST, "a list"),
        (MAP, "a map"),
        (TIMESTAMP, "a date"),
        (DURATION, "a length of time"),
    ];
    let names: Vec<&str> =
        names.iter().filter(|(kind, _)| takes & kind != 0).map(|(_, name)| *name).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => [&others.join(", "), " or ", last].concat(),
        None => String::new(),
    }
}

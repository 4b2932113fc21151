//! The macros `all`, `exists`, `exists_one`, `filter` and `map`.

use super::Checker;
use crate::expr::explain::Problem;
use crate::expr::node::{Fold, Kind, Macro, Node, TYPED};
use crate::expr::syntax::{Span, Syntax, SyntaxKind};
use crate::expr::value::Type;

/// The macro of a name.
pub(super) fn fold_of(name: &str) -> Option<Fold> {
    Some(match name {
        "all" => Fold::All,
        "exists" => Fold::Exists,
        "exists_one" => Fold::ExistsOne,
        "filter" => Fold::Filter,
        "map" => Fold::Map,
        _ => return None,
    })
}

impl Checker<'_> {
    pub(super) fn fold(
        &mut self,
        fold: Fold,
        range: Syntax,
        name: &str,
        place: Span,
        args: Vec<Syntax>,
    ) -> (Kind, Type) {
        let most = if fold == Fold::Map { 3 } else { 2 };
        if args.len() == 1 {
            return self.fail(Problem::MacroNeedsName { name }, place);
        }
        if args.len() < 2 || args.len() > most {
            return self.fail(Problem::WrongCount { name, least: 2, most }, place);
        }
        let mut args = args.into_iter();
        let variable = match args.next().map(|arg| (*arg.kind, arg.span)) {
            Some((SyntaxKind::Name(variable), _)) => variable,
            other => {
                let span = other.map_or(place, |(_, span)| span);
                return self.fail(Problem::MacroNeedsName { name }, span);
            }
        };
        let range = self.node(range);
        let element = self.element_of(&range, name);
        self.locals.push((variable, element.clone()));
        let mut rest: Vec<Node> = Vec::with_capacity(2);
        let last = args.len();
        for (index, arg) in args.enumerate() {
            let value = fold == Fold::Map && index + 1 == last;
            rest.push(if value { self.node(arg) } else { self.bool(arg, "What is asked of each element") });
        }
        self.locals.pop();
        let Some(step) = rest.pop() else {
            return self.fail(Problem::WrongCount { name, least: 2, most }, place);
        };
        let ty = match fold {
            _ if !TYPED => Type::Dyn,
            Fold::All | Fold::Exists | Fold::ExistsOne => Type::Bool,
            Fold::Filter => Type::list(element),
            Fold::Map => Type::list(step.ty().clone()),
        };
        (Kind::Macro(Box::new(Macro { fold, range, condition: rest.pop(), step })), ty)
    }

    fn element_of(&mut self, range: &Node, name: &str) -> Type {
        match range.ty() {
            Type::List(element) => (**element).clone(),
            Type::Map(key, _) => (**key).clone(),
            Type::Object(_) => Type::String,
            Type::Dyn => Type::Dyn,
            found => {
                self.errors.push(Problem::MacroNeedsList { name, found }, range.span);
                Type::Dyn
            }
        }
    }
}

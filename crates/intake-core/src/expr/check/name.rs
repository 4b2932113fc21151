//! Names, `answers.x`, members, `[…]` and `has`.

use std::sync::Arc;

use super::{Checker, literal, types};
use crate::diagnostic::EXPLAIN;
use crate::expr::explain::{Problem, nearest};
use crate::expr::library::convert::TYPE_NAMES;
use crate::expr::node::{Kind, Node, TYPED};
use crate::expr::scope::Ref;
use crate::expr::syntax::{Span, Syntax, SyntaxKind};
use crate::expr::value::{Type, Value};

impl Checker<'_> {
    pub(super) fn name(&mut self, name: &str, span: Span) -> (Kind, Type) {
        if let Some(index) = self.locals.iter().rposition(|(local, _)| **local == *name) {
            let ty = self.locals.get(index).map_or(Type::Dyn, |(_, ty)| ty.clone());
            return (Kind::Local(index as u32), ty);
        }
        if name == "today" {
            self.reads_today = true;
            return (Kind::Today, Type::Timestamp);
        }
        if name == "answers" {
            return self.fail(Problem::AnswersAlone, span);
        }
        if let Some((name, ty)) = self.scope.resolve(name) {
            self.read(name);
            return (Kind::Name(name), if TYPED { ty } else { Type::Dyn });
        }
        if TYPE_NAMES.contains(&name) {
            return (Kind::Literal(Value::Type(name.into())), Type::Type);
        }
        let meant = nearest(name, self.names());
        self.fail(Problem::UnknownName { name, meant }, span)
    }

    /// Keeps the names in order, each once.
    fn read(&mut self, name: Ref) {
        if let Err(place) = self.reads.binary_search(&name) {
            self.reads.insert(place, name);
        }
    }

    fn names(&self) -> Vec<Arc<str>> {
        if !EXPLAIN {
            return Vec::new();
        }
        let mut names = self.scope.names();
        names.extend(self.locals.iter().map(|(name, _)| name.clone()));
        names.extend(["today", "answers", "true", "false", "null"].map(Arc::from));
        names
    }

    /// Whether a tree is the name, and nothing in scope hides it.
    pub(super) fn is_free(&self, tree: &Syntax, wanted: &str) -> bool {
        matches!(&*tree.kind, SyntaxKind::Name(name) if **name == *wanted)
            && !self.locals.iter().any(|(local, _)| **local == *wanted)
    }

    pub(super) fn select(&mut self, target: Syntax, name: Arc<str>, place: Span) -> (Kind, Type) {
        if self.is_free(&target, "answers") {
            return self.answer(&name, place, false);
        }
        if let SyntaxKind::Select(base, middle, _) = &*target.kind
            && **middle == *"protobuf"
            && self.is_free(base, "google")
        {
            let whole = ["google.protobuf.", &name].concat();
            if TYPE_NAMES.contains(&&*whole) {
                return (Kind::Literal(Value::Type(whole.into())), Type::Type);
            }
        }
        let target = self.node(target);
        match self.member(target.ty(), &name, place) {
            Some(ty) => (Kind::Member(Box::new(target), name), ty),
            // Still there to evaluate for who asked for no checks.
            None => (Kind::Member(Box::new(target), name), Type::Dyn),
        }
    }

    /// `has(target.name)`
    pub(super) fn has(&mut self, mut args: Vec<Syntax>, place: Span) -> (Kind, Type) {
        let arg = args.pop().filter(|_| args.is_empty());
        match arg.map(|arg| (*arg.kind, arg.span)) {
            Some((SyntaxKind::Select(target, name, place), _)) => {
                if self.is_free(&target, "answers") {
                    return self.answer(&name, place, true);
                }
                let target = self.node(target);
                self.member(target.ty(), &name, place);
                (Kind::HasMember(Box::new(target), name), Type::Bool)
            }
            Some((kind, span)) => {
                let name = matches!(&kind, SyntaxKind::Name(name) if self.scope.answer(name).is_some());
                let written = span.text(self.source);
                self.fail(Problem::HasNeedsMember { written, name }, span)
            }
            None => self.fail(Problem::WrongCount { name: "has", least: 1, most: 1 }, place),
        }
    }

    fn answer(&mut self, name: &str, place: Span, has: bool) -> (Kind, Type) {
        match self.scope.answer(name) {
            Some((name, ty)) => {
                self.read(name);
                if has { (Kind::HasAnswer(name), Type::Bool) } else { (Kind::Name(name), ty) }
            }
            None => {
                let meant =
                    nearest(name, self.names().into_iter().filter(|n| self.scope.answer(n).is_some()));
                self.fail(Problem::UnknownAnswer { name, meant }, place)
            }
        }
    }

    /// The type of a member; `None` when its lack was reported.
    fn member(&mut self, target: &Type, name: &str, place: Span) -> Option<Type> {
        match target {
            Type::Dyn => Some(Type::Dyn),
            Type::Map(key, value) if matches!(**key, Type::Dyn | Type::String) => Some((**value).clone()),
            Type::Object(members) => {
                if let Some((_, ty)) = members.iter().find(|(member, _)| **member == *name) {
                    return Some(ty.clone());
                }
                let meant = nearest(name, members.iter().map(|(member, _)| member.clone()));
                self.errors.push(Problem::NoSuchMember { name, meant, members }, place);
                None
            }
            _ => {
                self.errors.push(Problem::NoMembers { name, target }, place);
                None
            }
        }
    }

    pub(super) fn index(&mut self, target: Syntax, index: Syntax) -> (Kind, Type) {
        if self.is_free(&target, "answers")
            && let SyntaxKind::Literal(Value::String(name)) = &*index.kind
        {
            return self.answer(name, index.span, false);
        }
        let (target, index) = (self.node(target), self.node(index));
        let ty = self.element(&target, &index);
        (Kind::Index(Box::new(target), Box::new(index)), ty)
    }

    fn element(&mut self, target: &Node, index: &Node) -> Type {
        if let (Type::Object(_), Some(name)) = (target.ty(), literal(index)) {
            return self.member(target.ty(), name, index.span).unwrap_or(Type::Dyn);
        }
        let (fits, ty) = match (target.ty(), index.ty()) {
            (Type::Dyn, _) => (true, Type::Dyn),
            (Type::List(element), index) => (matches!(index, Type::Int | Type::Dyn), (**element).clone()),
            (Type::Map(key, value), index) => (types::comparable(key, index), (**value).clone()),
            (Type::Object(_), index) => (types::fits(index, &Type::String), Type::Dyn),
            _ => (false, Type::Dyn),
        };
        if !fits {
            self.errors.push(Problem::BadIndex { target: target.ty(), index: index.ty() }, index.span);
        }
        ty
    }
}

//! Whether a text that should be a plain value is an expression.

use super::explain::function_help;
use super::function::{MACROS, SIGNATURES};
use super::parse::parse;
use super::syntax::{Syntax, SyntaxKind};

/// Whether a text is clearly an expression: `${…}`, a call of a function, the name of an item alone
/// or in an operation. `is_name` knows the names of the form.
pub(crate) fn is_formula(text: &str, is_name: &dyn Fn(&str) -> bool) -> bool {
    let text = text.trim();
    if text.split_once("${").is_some_and(|(_, rest)| rest.contains('}')) {
        return true;
    }
    // `if` is a reserved word, with which no tree begins.
    if text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("if(")) {
        return true;
    }
    // As a spreadsheet begins a formula.
    let (source, excel) = text.strip_prefix('=').map_or((text, false), |rest| (rest.trim(), true));
    let (tree, _) = parse(source);
    tree.is_some_and(|tree| {
        let computes = !matches!(*tree.kind, SyntaxKind::Literal(_) | SyntaxKind::Name(_));
        (excel && computes) || is_computed(&tree, source, is_name)
    })
}

fn is_computed(tree: &Syntax, source: &str, is_name: &dyn Fn(&str) -> bool) -> bool {
    let any = |trees: &[Syntax]| trees.iter().any(|tree| is_computed(tree, source, is_name));
    match &*tree.kind {
        SyntaxKind::Literal(_) => false,
        SyntaxKind::Name(name) => is_name(name),
        SyntaxKind::List(trees) | SyntaxKind::Map(trees) | SyntaxKind::And(trees) | SyntaxKind::Or(trees) => {
            any(trees)
        }
        SyntaxKind::Select(target, ..) | SyntaxKind::Not(target) | SyntaxKind::Negate(target) => {
            matches!(&*target.kind, SyntaxKind::Name(name) if **name == *"answers")
                || is_computed(target, source, is_name)
        }
        SyntaxKind::Index(target, index) => {
            is_computed(target, source, is_name) || is_computed(index, source, is_name)
        }
        SyntaxKind::Call(target, name, place, args) => {
            let known = SIGNATURES.iter().map(|row| row.name).chain(MACROS).any(|own| own == &**name)
                || function_help(name, &["a", "b"]).is_some();
            // `size (M)` is no call: nobody leaves a space there, but in a sentence.
            let called = source.as_bytes().get(place.end as usize) == Some(&b'(');
            (known && called) || any(args) || target.iter().any(|tree| is_computed(tree, source, is_name))
        }
        SyntaxKind::Compare(_, sides) => any(sides),
        SyntaxKind::Arithmetic(first, rest) => {
            is_computed(first, source, is_name)
                || rest.iter().any(|(_, tree)| is_computed(tree, source, is_name))
        }
        SyntaxKind::Conditional(parts) => any(parts),
    }
}

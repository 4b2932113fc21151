//! A module that says what it comes to, and the list that follows from what it said.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use walrus::ir::{Call, Const, Value};
use walrus::{FunctionKind, ValType};

use crate::list::{Cuts, List};
use crate::module::{parse, plain};
use crate::outline::{self, Point};

/// The functions of a watched module, in its order.
pub struct Watched(Vec<Function>);

/// A function as the module tells of it: by its place in the count when it is called, and by those behind it when one of
/// its points is passed.
struct Function {
    name: String,
    place: usize,
    points: usize,
    shape: usize,
}

/// The module, in which each function calls the import `seen` of module `a`, which takes a number, when it is called
/// and when it passes one of the points where it could be cut.
///
/// # Errors
/// If it is no module, or one of 2 GB.
pub fn watch(module: &[u8], seen: &str) -> Result<(Vec<u8>, Watched)> {
    let mut module = parse(module)?;
    let locals: Vec<_> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let ty = module.types.add(&[ValType::I32], &[]);
    let (seen, _) = module.add_import_func("a", seen, ty);
    let mut functions = Vec::new();
    let mut place = 0;
    for id in locals {
        let function = module.funcs.get(id);
        let name = plain(function.name.as_deref().unwrap_or_default());
        let FunctionKind::Local(local) = &function.kind else { continue };
        let mut points = outline::points(&module, local);
        let shape = outline::shape(&points);
        functions.push(Function { name, place, points: points.len(), shape });
        let entry = local.entry_block();
        points.insert(0, Point { seq: entry, at: 0 });
        let FunctionKind::Local(local) = &mut module.funcs.get_mut(id).kind else { continue };
        // From the end, so that the places before it stay what they are.
        let mut marks: Vec<(Point, i32)> = points.into_iter().zip(i32::try_from(place)?..).collect();
        place += marks.len();
        marks.sort_by_key(|(point, _)| std::cmp::Reverse(point.at));
        for (Point { seq, at }, place) in marks {
            let mut sequence = local.builder_mut().instr_seq(seq);
            sequence.instr_at(at, Const { value: Value::I32(place) });
            sequence.instr_at(at + 1, Call { func: seen });
        }
    }
    Ok((module.emit_wasm(), Watched(functions)))
}

impl Watched {
    /// The numbers of the functions whose names have this word, and of all places within them: for what is needed, and was not
    /// all seen to run.
    pub fn named(&self, word: &str) -> impl Iterator<Item = usize> {
        let named = self.0.iter().filter(move |function| function.name.contains(word));
        named.flat_map(|function| function.place..=function.place + function.points)
    }

    /// The list, and how many functions go to each module, from the numbers that the module said until the page was drawn,
    /// and until it answered.
    #[must_use]
    pub fn list(&self, seen: &[BTreeSet<usize>; 2]) -> (List, [usize; 3]) {
        let mut named: BTreeMap<&str, Vec<&Function>> = BTreeMap::new();
        for function in self.0.iter().filter(|function| !function.name.is_empty()) {
            named.entry(&function.name).or_default().push(function);
        }
        let mut list = List::default();
        let mut counts = [0; 3];
        for (name, functions) in &named {
            // Several functions may have one name; one of them is enough for it to be needed.
            let by = |phase: &BTreeSet<usize>| functions.iter().any(|one| phase.contains(&one.place));
            let module = seen.iter().position(by).unwrap_or(seen.len());
            let cuts = match functions.as_slice() {
                [one] => one.cuts(module, seen),
                _ => Cuts::default(),
            };
            if let Some(count) = counts.get_mut(module) {
                *count += 1;
            }
            if module > 0 || cuts != Cuts::default() {
                list.add(name, module, cuts);
            }
        }
        (list, counts)
    }
}

impl Function {
    /// Where it is cut: the points that nobody passed, and of a function of the first page those that only answers pass.
    fn cuts(&self, module: usize, [first, answered]: &[BTreeSet<usize>; 2]) -> Cuts {
        let mut cuts = Cuts::default();
        for point in 0..self.points {
            let place = self.place + 1 + point;
            let passed = [first.contains(&place), answered.contains(&place)];
            match (module, passed) {
                (0 | 1, [false, false]) => drop(cuts.last.insert(point)),
                (0, [false, true]) => drop(cuts.later.insert(point)),
                _ => {}
            }
        }
        if !cuts.last.is_empty() || !cuts.later.is_empty() {
            cuts.shape = self.shape;
        }
        cuts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasmi::{Caller, Engine, Linker, Store, Val};

    const TEXT: &str = r#"
(module
  (func $draw (export "draw") (param i32) (result i32)
    (if (local.get 0) (then (drop (call $answer)) (drop (call $answer))))
    (i32.const 1))
  (func $answer (export "answer") (result i32) (i32.const 2))
  (func $send (export "send") (result i32) (call $answer)))
"#;

    #[test]
    fn what_ran_first_comes_first() -> Result<()> {
        let (module, watched) = watch(&wat::parse_str(TEXT)?, "seen")?;
        let engine = Engine::default();
        let mut store = Store::new(&engine, BTreeSet::new());
        let mut linker = Linker::new(&engine);
        let seen = |mut caller: Caller<BTreeSet<usize>>, place: i32| {
            caller.data_mut().extend(usize::try_from(place));
        };
        linker.func_wrap("a", "seen", seen)?;
        let instance = linker.instantiate_and_start(&mut store, &wasmi::Module::new(&engine, &module)?)?;
        let mut drawn = |argument| -> Result<BTreeSet<usize>> {
            let draw = instance.get_func(&store, "draw").expect("draw is exported");
            draw.call(&mut store, &[Val::I32(argument)], &mut [Val::I32(0)])?;
            Ok(store.data().clone())
        };
        let (list, counts) = watched.list(&[drawn(0)?, drawn(1)?]);
        assert_eq!(counts, [1, 1, 1]);
        assert_eq!([list.module("draw"), list.module("answer"), list.module("send")], [0, 1, 2]);
        // The body of the `if` ran only when the page answered.
        let text = list.text();
        assert!(text.lines().any(|line| line.starts_with("0 draw\t") && line.ends_with("|0")), "{text}");
        // What is named is whole, and comes at once.
        let all: BTreeSet<usize> = watched.named("draw").chain(watched.named("send")).collect();
        let (list, counts) = watched.list(&[all, BTreeSet::new()]);
        assert_eq!((list.text(), counts), ("2 answer\n".to_owned(), [2, 0, 1]));
        assert_eq!(watched.named("nothing").count(), 0);
        Ok(())
    }
}

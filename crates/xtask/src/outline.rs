//! What a first page does not do inside the functions that it calls, as functions of their own.
//!
//! Most functions have parts that a first page never comes to: the control of a rarer kind, what is done
//! about an error. `cargo xtask profile` sees which; each becomes a function, called in its place, and so
//! can come in the module's second half (`split`). What such a part does is the same in either place: the
//! locals that it reads are handed in, those that are read behind it handed back, and where it left the
//! function or a block of it, that is said by a number.

mod flow;
mod part;
mod point;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use anyhow::Result;
use walrus::ir::{Instr, InstrSeqId};
use walrus::{FunctionId, FunctionKind, LocalFunction, Module};

use crate::module::plain;
use flow::{Flow, nested, stack_effect};
use part::take_out;
pub(crate) use point::Point;

/// How the name of a part begins; that of its function follows.
pub(crate) const PART: &str = "part of ";
/// Instructions. A call and its way through the table take room themselves: measured, with fewer the first
/// half hardly shrinks and the second grows; with more it is the other way round.
pub(crate) const WORTH: usize = 60;

/// All of a function's points, in the order of its text.
pub(crate) fn points(module: &Module, function: &LocalFunction) -> Vec<Point> {
    let mut points = Vec::new();
    find(module, function, function.entry_block(), &mut points);
    points
}

fn find(module: &Module, function: &LocalFunction, seq: InstrSeqId, points: &mut Vec<Point>) {
    let instrs = &function.block(seq).instrs;
    // Nothing is known of what stands on the stack after an instruction that is not known.
    let mut height = Some(0_usize);
    for (at, (instr, _)) in instrs.iter().enumerate() {
        for inner in nested(instr) {
            if matches!(instr, Instr::IfElse(_)) && !function.block(inner).instrs.is_empty() {
                points.push(Point { seq: inner, at: 0 });
            }
            find(module, function, inner, points);
        }
        height = height.and_then(|height| {
            let (pops, pushes) = stack_effect(module, function, instr)?;
            Some(height.checked_sub(pops)? + pushes)
        });
        let branches = matches!(instr, Instr::Block(_) | Instr::Loop(_) | Instr::IfElse(_) | Instr::BrIf(_));
        if branches && height == Some(0) && at + 1 < instrs.len() {
            points.push(Point { seq, at: at + 1 });
        }
    }
}

/// The places in a line of the list, `"14 2 5 7"`, of a function with so many points: here 14.
pub(crate) fn read(places: &str, points: usize) -> BTreeSet<usize> {
    let mut numbers = places.split(' ').filter_map(|number| number.parse().ok());
    if numbers.next() == Some(points) { numbers.collect() } else { BTreeSet::new() }
}

/// Takes the parts out of a module's functions that `cold` names, those of at least `worth` instructions. It
/// is asked with a function's name and how many points that has, and answers the places among them.
pub(crate) fn outline(
    module: &mut Module,
    worth: usize,
    cold: impl Fn(&str, usize) -> BTreeSet<usize>,
) -> Result<()> {
    let locals: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    for id in locals {
        let function = module.funcs.get(id);
        let FunctionKind::Local(local) = &function.kind else { continue };
        let name = plain(function.name.as_deref().unwrap_or_default());
        let points = points(module, local);
        let cold = cold(&name, points.len());
        if cold.is_empty() {
            continue;
        }
        let flow = Flow::of(local);
        let is_cold = |place: usize| cold.contains(&place);
        let cold: Vec<Point> =
            points.iter().enumerate().filter(|(place, _)| is_cold(*place)).map(|(_, point)| *point).collect();
        let mut work = vec![local.entry_block()];
        let mut taken = 0;
        while let Some(seq) = work.pop() {
            let mut end = usize::MAX;
            for point in cold.iter().filter(|point| point.seq == seq) {
                let name = format!("{PART}{name} {taken:03}");
                if take_out(module, id, &flow, *point, worth, name)? {
                    taken += 1;
                    end = point.at;
                    break;
                }
            }
            let FunctionKind::Local(local) = &module.funcs.get(id).kind else { continue };
            for (instr, _) in local.block(seq).instrs.iter().take(end) {
                work.extend(nested(instr));
            }
        }
    }
    Ok(())
}

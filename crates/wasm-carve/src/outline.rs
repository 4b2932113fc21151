//! What is not done at first inside the functions that are called at first, as functions of their own.
//!
//! Most functions have parts that a first page never comes to: the control of a rarer kind, what is done
//! about an error. `cargo xtask profile` sees which; each becomes a function, called in its place, and so
//! can come in a later module (`split`). What such a part does is the same in either place: the
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
pub(crate) use part::Worth;
use part::take_out;
pub(crate) use point::{Point, shape};

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

/// Takes the parts out of a module's functions that `cold` names. It is asked with a function's name and shape,
/// and answers, for those that are taken first and then for the others, what their names begin with,
/// what they are worth, and the places among the points.
pub(crate) fn outline<const N: usize>(
    module: &mut Module,
    cold: impl Fn(&str, usize) -> [(&'static str, Worth, BTreeSet<usize>); N],
) -> Result<()> {
    let locals: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    for id in locals {
        let function = module.funcs.get(id);
        let FunctionKind::Local(local) = &function.kind else { continue };
        let name = plain(function.name.as_deref().unwrap_or_default());
        let points = points(module, local);
        // What is known of a function at a point stays true when a part behind it was taken out.
        let flow = Flow::of(local);
        for (prefix, worth, cold) in cold(&name, shape(&points)) {
            let is_cold = |place: usize| cold.contains(&place);
            let points = points.iter().enumerate().filter(|(place, _)| is_cold(*place));
            let points: Vec<Point> = points.map(|(_, point)| *point).collect();
            if !points.is_empty() {
                take_all(module, id, &flow, &points, worth, &format!("{prefix}{name}"))?;
            }
        }
    }
    Ok(())
}

/// From the outside in: of a part that was taken out nothing more is.
fn take_all(
    module: &mut Module,
    id: FunctionId,
    flow: &Flow,
    cold: &[Point],
    worth: Worth,
    name: &str,
) -> Result<()> {
    let entry = |module: &Module| match &module.funcs.get(id).kind {
        FunctionKind::Local(local) => Some(local.entry_block()),
        _ => None,
    };
    let mut work: Vec<InstrSeqId> = entry(module).into_iter().collect();
    let mut taken = 0;
    while let Some(seq) = work.pop() {
        let mut end = usize::MAX;
        for point in cold.iter().filter(|point| point.seq == seq) {
            if take_out(module, id, flow, *point, worth, format!("{name} {taken:03}"))? {
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
    Ok(())
}

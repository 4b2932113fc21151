//! One part of a function becomes a function.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use walrus::ir::{
    BinaryOp, Binop, Block, Br, BrIf, BrTable, Call, Const, IfElse, Instr, InstrLocId, InstrSeqId,
    InstrSeqType, LocalGet, LocalSet, Loop, Return, Unreachable, Value,
};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, LocalFunction, LocalId, Module, ValType};

use super::flow::{Flow, Locals, nested, types};
use super::point::Point;

/// More would cost more than the part is worth.
const MOST_PARAMS: usize = 12;
const MOST_RESULTS: usize = 4;

/// What a part must have to be worth a call.
#[derive(Clone, Copy)]
pub(crate) struct Worth {
    /// So many instructions, besides those that the call takes.
    pub size: usize,
    /// As how many of those a result counts: it is put down and fetched again at each exit, and behind the call.
    pub result: usize,
}

/// Where control goes after a part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// On, behind its sequence.
    Fall,
    To(InstrSeqId),
    Return,
}

/// What a part of a function does to the rest.
#[derive(Default)]
struct Part {
    size: usize,
    exits: Vec<Exit>,
    touched: Locals,
    written: Locals,
    inside: Vec<InstrSeqId>,
    /// It has what cannot be taken out.
    stuck: bool,
}

impl Part {
    fn of(function: &LocalFunction, Point { seq, at }: Point) -> Self {
        let mut part = Self::default();
        let instrs = function.block(seq).instrs.get(at..).unwrap_or_default();
        part.look(function, instrs);
        let ends = instrs.last().is_some_and(|(instr, _)| {
            matches!(instr, Instr::Br(_) | Instr::BrTable(_) | Instr::Return(_) | Instr::Unreachable(_))
        });
        if !ends {
            part.exits.insert(0, Exit::Fall);
        }
        part
    }

    fn look(&mut self, function: &LocalFunction, instrs: &[(Instr, InstrLocId)]) {
        for (instr, _) in instrs {
            self.size += 1;
            match instr {
                Instr::LocalGet(get) => drop(self.touched.insert(get.local)),
                Instr::LocalSet(set) => self.write(set.local),
                Instr::LocalTee(tee) => self.write(tee.local),
                Instr::Br(br) => self.leave(Exit::To(br.block)),
                Instr::BrIf(br) => self.leave(Exit::To(br.block)),
                Instr::BrTable(table) => {
                    table
                        .blocks
                        .iter()
                        .chain([&table.default])
                        .for_each(|block| self.leave(Exit::To(*block)));
                }
                Instr::Return(_) => self.leave(Exit::Return),
                Instr::Try(_) | Instr::TryTable(_) | Instr::ReturnCall(_) | Instr::ReturnCallIndirect(_) => {
                    self.stuck = true;
                }
                _ => {}
            }
            for seq in nested(instr) {
                self.inside.push(seq);
                self.look(function, &function.block(seq).instrs);
            }
        }
    }

    fn write(&mut self, local: LocalId) {
        self.touched.insert(local);
        self.written.insert(local);
    }

    fn leave(&mut self, exit: Exit) {
        let within = matches!(exit, Exit::To(seq) if self.inside.contains(&seq));
        if !within && !self.exits.contains(&exit) {
            self.exits.push(exit);
        }
    }
}

/// How a part is called.
struct Cut {
    point: Point,
    part: Part,
    params: Vec<LocalId>,
    /// The locals that it hands back.
    back: Vec<LocalId>,
    /// For each exit where the values stand that it carries, while those of the others are zero.
    held: Vec<Vec<LocalId>>,
    /// Where the exit's number stands, if there are several.
    number: Option<LocalId>,
}

/// Takes out what stands in a sequence from a point on, if it is worth it: whether it was.
pub(super) fn take_out(
    module: &mut Module,
    id: FunctionId,
    flow: &Flow,
    point: Point,
    worth: Worth,
    name: String,
) -> Result<bool> {
    let FunctionKind::Local(function) = &module.funcs.get(id).kind else { return Ok(false) };
    let part = Part::of(function, point);
    let carried: Vec<Vec<ValType>> =
        part.exits.iter().map(|exit| carries(module, function, flow, point, *exit)).collect();
    let none = Locals::new();
    let live = |exit: &Exit| match exit {
        Exit::Fall => flow.end.get(&point.seq).unwrap_or(&none),
        Exit::To(seq) => flow.label.get(seq).unwrap_or(&none),
        Exit::Return => &none,
    };
    let read_after: Locals = part.exits.iter().flat_map(live).copied().collect();
    let back: Vec<LocalId> = part.written.intersection(&read_after).copied().collect();
    let before = flow.before.get(&(point.seq, point.at)).unwrap_or(&none);
    let params: Vec<LocalId> = part.touched.intersection(before).copied().collect();
    let several = part.exits.len() > 1;
    let values: Vec<ValType> = carried.concat();
    let results = values.len() + back.len() + usize::from(several);
    let cost = params.len() + results * worth.result + part.exits.len() * 3;
    let plain = values.iter().all(|ty| zero(*ty).is_some());
    let few = params.len() <= MOST_PARAMS && results <= MOST_RESULTS;
    if part.stuck || !plain || !few || part.size < worth.size + cost {
        return Ok(false);
    }
    let mut hold = |types: &Vec<ValType>| types.iter().map(|ty| module.locals.add(*ty)).collect();
    let held = carried.iter().map(&mut hold).collect();
    let number = several.then(|| module.locals.add(ValType::I32));
    let cut = Cut { point, part, params, back, held, number };
    let part = cut.build(module, id, &carried)?;
    module.funcs.get_mut(part).name = Some(name);
    cut.call(module.funcs.get_mut(id).kind.unwrap_local_mut(), part);
    Ok(true)
}

/// The values that an exit carries.
fn carries(module: &Module, function: &LocalFunction, flow: &Flow, point: Point, exit: Exit) -> Vec<ValType> {
    match exit {
        Exit::Fall => types(module, function.block(point.seq).ty).1,
        Exit::To(seq) if flow.loops.contains(&seq) => types(module, function.block(seq).ty).0,
        Exit::To(seq) => types(module, function.block(seq).ty).1,
        Exit::Return => module.types.results(function.ty()).to_vec(),
    }
}

impl Cut {
    /// Makes the function of the part.
    fn build(&self, module: &mut Module, id: FunctionId, carried: &[Vec<ValType>]) -> Result<FunctionId> {
        let ty = |local: &LocalId| module.locals.get(*local).ty();
        let params: Vec<ValType> = self.params.iter().map(ty).collect();
        let back = self.back.iter().map(ty);
        let results: Vec<ValType> =
            carried.concat().into_iter().chain(back).chain(self.number.map(|_| ValType::I32)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        // An exit is a block around the rest, behind whose end its results are handed over.
        let mut around = Vec::new();
        let mut seqs: BTreeMap<InstrSeqId, InstrSeqId> = BTreeMap::new();
        let mut leave = None;
        for (exit, carried) in self.part.exits.iter().zip(carried) {
            let ty = InstrSeqType::new(&mut module.types, &[], carried);
            let block = builder.dangling_instr_seq(ty).id();
            match exit {
                Exit::Fall => continue,
                Exit::To(seq) => drop(seqs.insert(*seq, block)),
                Exit::Return => leave = Some(block),
            }
            around.push(block);
        }
        let FunctionKind::Local(function) = &module.funcs.get(id).kind else { bail!("no local function") };
        for seq in &self.part.inside {
            seqs.insert(*seq, builder.dangling_instr_seq(function.block(*seq).ty).id());
        }
        let copy = |instrs: &[(Instr, InstrLocId)]| -> Vec<(Instr, InstrLocId)> {
            instrs.iter().map(|(instr, place)| (translate(instr, &seqs, leave), *place)).collect()
        };
        for seq in &self.part.inside {
            if let Some(to) = seqs.get(seq) {
                *builder.instr_seq(*to).instrs_mut() = copy(&function.block(*seq).instrs);
            }
        }
        let instrs = &function.block(self.point.seq).instrs;
        let mut body = copy(instrs.get(self.point.at..).unwrap_or_default());
        let falls = self.part.exits.first() == Some(&Exit::Fall);
        if falls {
            body.extend(self.hand_over(0, carried));
        }
        for (exit, block) in (usize::from(falls)..).zip(around) {
            *builder.instr_seq(block).instrs_mut() = body;
            body = vec![plain(Block { seq: block })];
            body.extend(self.hand_over(exit, carried));
        }
        *builder.func_body().instrs_mut() = body;
        Ok(builder.finish(self.params.clone(), &mut module.funcs))
    }

    /// The end of the part at one of its exits.
    fn hand_over(&self, exit: usize, carried: &[Vec<ValType>]) -> Vec<(Instr, InstrLocId)> {
        let mut instrs = Vec::new();
        if self.number.is_some() {
            let own = self.held.get(exit).into_iter().flatten();
            instrs.extend(own.rev().map(|local| plain(LocalSet { local: *local })));
            for (n, (held, types)) in self.held.iter().zip(carried).enumerate() {
                for (local, ty) in held.iter().zip(types) {
                    instrs.push(match zero(*ty) {
                        Some(value) if n != exit => plain(Const { value }),
                        _ => plain(LocalGet { local: *local }),
                    });
                }
            }
        }
        instrs.extend(self.back.iter().map(|local| plain(LocalGet { local: *local })));
        if self.number.is_some() {
            instrs.push(plain(Const { value: Value::I32(exit as i32) }));
        }
        instrs.push(plain(Return {}));
        instrs
    }

    /// Puts the call in the place of the part.
    fn call(&self, function: &mut LocalFunction, part: FunctionId) {
        let mut instrs: Vec<_> = self.params.iter().map(|local| plain(LocalGet { local: *local })).collect();
        instrs.push(plain(Call { func: part }));
        let set = |local: &LocalId| plain(LocalSet { local: *local });
        instrs.extend(self.number.iter().map(set));
        instrs.extend(self.back.iter().rev().map(set));
        if let Some(number) = self.number {
            instrs.extend(self.held.iter().flatten().rev().map(set));
            for exit in 1..self.part.exits.len() {
                instrs.push(plain(LocalGet { local: number }));
                if self.part.exits.len() > 2 {
                    instrs.push(plain(Const { value: Value::I32(exit as i32) }));
                    instrs.push(plain(Binop { op: BinaryOp::I32Eq }));
                }
                let (consequent, alternative) = {
                    let builder = function.builder_mut();
                    (builder.dangling_instr_seq(None).id(), builder.dangling_instr_seq(None).id())
                };
                function.block_mut(consequent).instrs = self.leave(exit, true);
                instrs.push(plain(IfElse { consequent, alternative }));
            }
        }
        instrs.extend(self.leave(0, self.number.is_some()));
        let seq = &mut function.block_mut(self.point.seq).instrs;
        seq.truncate(self.point.at);
        seq.extend(instrs);
    }

    fn leave(&self, exit: usize, held: bool) -> Vec<(Instr, InstrLocId)> {
        let values = self.held.get(exit).filter(|_| held).into_iter().flatten();
        let mut instrs: Vec<_> = values.map(|local| plain(LocalGet { local: *local })).collect();
        match self.part.exits.get(exit) {
            Some(Exit::Fall) => {}
            Some(Exit::To(block)) => instrs.push(plain(Br { block: *block })),
            Some(Exit::Return) => instrs.push(plain(Return {})),
            // It never comes back.
            None => instrs.push(plain(Unreachable {})),
        }
        instrs
    }
}

fn plain(instr: impl Into<Instr>) -> (Instr, InstrLocId) {
    (instr.into(), InstrLocId::default())
}

/// An instruction for the part, whose sequences are others.
fn translate(instr: &Instr, seqs: &BTreeMap<InstrSeqId, InstrSeqId>, leave: Option<InstrSeqId>) -> Instr {
    let to = |seq: InstrSeqId| seqs.get(&seq).copied().unwrap_or(seq);
    match instr {
        Instr::Block(block) => Block { seq: to(block.seq) }.into(),
        Instr::Loop(again) => Loop { seq: to(again.seq) }.into(),
        Instr::IfElse(either) => {
            IfElse { consequent: to(either.consequent), alternative: to(either.alternative) }.into()
        }
        Instr::Br(br) => Br { block: to(br.block) }.into(),
        Instr::BrIf(br) => BrIf { block: to(br.block) }.into(),
        Instr::BrTable(table) => BrTable {
            blocks: table.blocks.iter().map(|block| to(*block)).collect(),
            default: to(table.default),
        }
        .into(),
        Instr::Return(_) => leave.map_or_else(|| instr.clone(), |block| Br { block }.into()),
        _ => instr.clone(),
    }
}

fn zero(ty: ValType) -> Option<Value> {
    match ty {
        ValType::I32 => Some(Value::I32(0)),
        ValType::I64 => Some(Value::I64(0)),
        ValType::F32 => Some(Value::F32(0.0)),
        ValType::F64 => Some(Value::F64(0.0)),
        _ => None,
    }
}

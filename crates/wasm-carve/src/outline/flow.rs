//! What is known of a function without running it: which of its locals are still to be read, and where.

use std::collections::{BTreeMap, BTreeSet};

use walrus::ir::{Instr, InstrSeqId, InstrSeqType};
use walrus::{LocalFunction, LocalId, Module, ValType};

pub(super) type Locals = BTreeSet<LocalId>;

/// The sequences that stand inside an instruction.
pub(super) fn nested(instr: &Instr) -> Vec<InstrSeqId> {
    match instr {
        Instr::Block(block) => vec![block.seq],
        Instr::Loop(again) => vec![again.seq],
        Instr::IfElse(either) => vec![either.consequent, either.alternative],
        _ => Vec::new(),
    }
}

/// What a sequence takes from the stack and what it leaves there.
pub(super) fn types(module: &Module, ty: InstrSeqType) -> (Vec<ValType>, Vec<ValType>) {
    match ty {
        InstrSeqType::Simple(result) => (Vec::new(), result.into_iter().collect()),
        InstrSeqType::MultiValue(ty) => (module.types.params(ty).to_vec(), module.types.results(ty).to_vec()),
    }
}

/// How many values an instruction takes from the stack, and how many it puts there; nothing where control
/// does not go on behind it, or where it is of a kind that the widget has no use for.
pub(super) fn stack_effect(
    module: &Module,
    function: &LocalFunction,
    instr: &Instr,
) -> Option<(usize, usize)> {
    let of_seq = |seq: InstrSeqId| {
        let (params, results) = types(module, function.block(seq).ty);
        (params.len(), results.len())
    };
    let of_type = |ty| (module.types.params(ty).len(), module.types.results(ty).len());
    Some(match instr {
        Instr::Block(block) => of_seq(block.seq),
        Instr::Loop(again) => of_seq(again.seq),
        Instr::IfElse(either) => {
            let (params, results) = of_seq(either.consequent);
            (params + 1, results)
        }
        Instr::Call(call) => of_type(module.funcs.get(call.func).ty()),
        Instr::CallIndirect(call) => {
            let (params, results) = of_type(call.ty);
            (params + 1, results)
        }
        Instr::LocalGet(_)
        | Instr::GlobalGet(_)
        | Instr::Const(_)
        | Instr::MemorySize(_)
        | Instr::TableSize(_)
        | Instr::RefNull(_)
        | Instr::RefFunc(_) => (0, 1),
        Instr::LocalSet(_) | Instr::GlobalSet(_) | Instr::Drop(_) | Instr::BrIf(_) => (1, 0),
        Instr::LocalTee(_)
        | Instr::Unop(_)
        | Instr::Load(_)
        | Instr::MemoryGrow(_)
        | Instr::TableGet(_)
        | Instr::RefIsNull(_) => (1, 1),
        Instr::Binop(_) | Instr::TableGrow(_) => (2, 1),
        Instr::Store(_) | Instr::TableSet(_) => (2, 0),
        Instr::Select(_) => (3, 1),
        Instr::MemoryCopy(_) | Instr::MemoryFill(_) | Instr::TableFill(_) => (3, 0),
        _ => return None,
    })
}

/// Which locals are still to be read: at the start of each instruction of a sequence, where a branch to it
/// leads, and behind its end.
#[derive(Default)]
pub(super) struct Flow {
    pub before: BTreeMap<(InstrSeqId, usize), Locals>,
    pub label: BTreeMap<InstrSeqId, Locals>,
    pub end: BTreeMap<InstrSeqId, Locals>,
    pub loops: BTreeSet<InstrSeqId>,
}

impl Flow {
    pub(super) fn of(function: &LocalFunction) -> Self {
        let mut flow = Self::default();
        let entry = function.entry_block();
        flow.label.insert(entry, Locals::new());
        flow.sequence(function, entry, Locals::new());
        flow
    }

    /// Goes through a sequence from its end, behind which `live` are read; answers what is read from its start.
    fn sequence(&mut self, function: &LocalFunction, seq: InstrSeqId, mut live: Locals) -> Locals {
        self.end.insert(seq, live.clone());
        for (at, (instr, _)) in function.block(seq).instrs.iter().enumerate().rev() {
            live = self.instruction(function, instr, live);
            self.before.insert((seq, at), live.clone());
        }
        live
    }

    fn instruction(&mut self, function: &LocalFunction, instr: &Instr, mut live: Locals) -> Locals {
        let to = |flow: &Self, seq: &InstrSeqId| flow.label.get(seq).cloned().unwrap_or_default();
        match instr {
            Instr::LocalGet(get) => {
                live.insert(get.local);
            }
            Instr::LocalSet(set) => {
                live.remove(&set.local);
            }
            Instr::LocalTee(tee) => {
                live.remove(&tee.local);
            }
            Instr::Block(block) => {
                self.label.insert(block.seq, live.clone());
                live = self.sequence(function, block.seq, live);
            }
            Instr::Loop(again) => {
                self.loops.insert(again.seq);
                let mut start = Locals::new();
                loop {
                    self.label.insert(again.seq, start.clone());
                    let now = self.sequence(function, again.seq, live.clone());
                    if now == start {
                        return now;
                    }
                    start = now;
                }
            }
            Instr::IfElse(either) => {
                self.label.insert(either.consequent, live.clone());
                self.label.insert(either.alternative, live.clone());
                let alternative = self.sequence(function, either.alternative, live.clone());
                live = self.sequence(function, either.consequent, live);
                live.extend(alternative);
            }
            Instr::Br(br) => live = to(self, &br.block),
            Instr::BrIf(br) => live.extend(to(self, &br.block)),
            Instr::BrTable(table) => {
                live = to(self, &table.default);
                for block in &table.blocks {
                    live.extend(to(self, block));
                }
            }
            Instr::Return(_) | Instr::Unreachable(_) => live.clear(),
            _ => {}
        }
        live
    }
}

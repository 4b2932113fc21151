//! Follows all ways through a program at once, a character at a time.

use super::compile::{Instruction, Program};
use super::syntax::Assertion;
use crate::character::is_word;
use crate::expr::budget::Budget;
use crate::expr::value::EvalError;

/// Instructions come by, a step.
const VISITS: usize = 8;

pub(super) fn is_match(program: &Program, text: &str, budget: &mut Budget) -> Result<bool, EvalError> {
    // Where a match can only start at the start, what follows need not be looked at for one.
    let at_start = matches!(program.code.first(), Some(Instruction::Assert(Assertion::TextStart)));
    let mut machine = Machine {
        program,
        visits: 0,
        waiting: Vec::new(),
        next: Vec::new(),
        seen: Vec::new(),
        stack: Vec::new(),
        asked: vec![(0, false); program.sets.len()],
    };
    budget.charge(program.size() / VISITS)?;
    machine.seen.resize(program.size(), 0);
    let mut before = None;
    let mut rest = text.chars();
    let mut round = 0;
    loop {
        let after = rest.clone().next();
        round += 1;
        std::mem::swap(&mut machine.waiting, &mut machine.next);
        // A match may start here too.
        if round == 1 || !at_start {
            machine.waiting.push(0);
        } else if machine.waiting.is_empty() {
            return Ok(false);
        }
        let mut starts = std::mem::take(&mut machine.waiting);
        for start in starts.drain(..) {
            if machine.follow(start, round, before, after) {
                return Ok(true);
            }
        }
        machine.waiting = starts;
        let Some(c) = rest.next() else { return Ok(false) };
        machine.read(c, round);
        budget.charge(machine.visits / VISITS)?;
        machine.visits %= VISITS;
        before = Some(c);
    }
}

struct Machine<'p> {
    program: &'p Program,
    /// What was done and is not charged for yet.
    visits: usize,
    /// Where to go on at this character.
    waiting: Vec<u32>,
    /// First the instructions that wait for this character, then where they go on.
    next: Vec<u32>,
    /// The round in which an instruction was last come by.
    seen: Vec<u32>,
    stack: Vec<u32>,
    /// For each set the round in which it was last asked, and whether it has that character.
    asked: Vec<(u32, bool)>,
}

impl Machine<'_> {
    /// Goes on from an instruction to all that wait for a character; true when it is found.
    fn follow(&mut self, start: u32, round: u32, before: Option<char>, after: Option<char>) -> bool {
        self.stack.push(start);
        while let Some(at) = self.stack.pop() {
            self.visits += 1;
            match self.seen.get_mut(at as usize) {
                Some(seen) if *seen != round => *seen = round,
                _ => continue,
            }
            match self.program.code.get(at as usize) {
                None => {}
                Some(Instruction::Found) => return true,
                Some(Instruction::Set(_)) => self.next.push(at),
                Some(Instruction::Jump(to)) => self.stack.push(*to),
                Some(Instruction::Fork(to)) => self.stack.extend([*to, at + 1]),
                Some(Instruction::Assert(assertion))
                    if holds(*assertion, self.program.scripts, before, after) =>
                {
                    self.stack.push(at + 1);
                }
                Some(Instruction::Assert(_)) => {}
            }
        }
        false
    }

    /// Keeps of the instructions that wait those that take the character. Each set is asked
    /// once a character, however many instructions use it.
    fn read(&mut self, c: char, round: u32) {
        let (program, asked, visits) = (self.program, &mut self.asked, &mut self.visits);
        self.next.retain_mut(|at| {
            let Some(Instruction::Set(index)) = program.code.get(*at as usize) else { return false };
            *at += 1;
            let (Some(set), Some(asked)) =
                (program.sets.get(*index as usize), asked.get_mut(*index as usize))
            else {
                return false;
            };
            if asked.0 != round {
                *visits += 1 + set.ranges.len();
                *asked = (round, set.contains(c));
            }
            asked.1
        });
    }
}

fn holds(assertion: Assertion, scripts: bool, before: Option<char>, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| (scripts || c.is_ascii()) && is_word(c));
    match assertion {
        Assertion::TextStart => before.is_none(),
        Assertion::TextEnd => after.is_none(),
        Assertion::LineStart => before.is_none_or(|c| c == '\n'),
        Assertion::LineEnd => after.is_none_or(|c| c == '\n'),
        Assertion::Word => word(before) != word(after),
        Assertion::NotWord => word(before) == word(after),
    }
}

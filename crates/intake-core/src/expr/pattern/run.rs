//! Follows all ways through a program at once, a character at a time.

use super::compile::{Instruction, Program};
use super::syntax::Assertion;

pub(super) fn is_match(program: &Program, text: &str) -> bool {
    let mut machine = Machine {
        program,
        waiting: Vec::new(),
        next: Vec::new(),
        seen: Vec::new(),
        stack: Vec::new(),
        asked: Vec::new(),
    };
    machine.seen.resize(program.size(), 0);
    let mut before = None;
    let mut rest = text.chars();
    let mut round = 0;
    loop {
        let after = rest.clone().next();
        round += 1;
        std::mem::swap(&mut machine.waiting, &mut machine.next);
        // A match may start here too.
        machine.waiting.push(0);
        let mut starts = std::mem::take(&mut machine.waiting);
        for start in starts.drain(..) {
            if machine.follow(start, round, before, after) {
                return true;
            }
        }
        machine.waiting = starts;
        let Some(c) = rest.next() else { return false };
        machine.read(c);
        before = Some(c);
    }
}

struct Machine<'p> {
    program: &'p Program,
    /// Where to go on at this character.
    waiting: Vec<u32>,
    /// First the instructions that wait for this character, then where they go on.
    next: Vec<u32>,
    /// The round in which an instruction was last come by.
    seen: Vec<u32>,
    stack: Vec<u32>,
    /// Whether each set has this character, where that was asked.
    asked: Vec<Option<bool>>,
}

impl Machine<'_> {
    /// Goes on from an instruction to all that wait for a character; true when it is found.
    fn follow(&mut self, start: u32, round: u32, before: Option<char>, after: Option<char>) -> bool {
        self.stack.push(start);
        while let Some(at) = self.stack.pop() {
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
                Some(Instruction::Assert(assertion)) if holds(*assertion, before, after) => {
                    self.stack.push(at + 1);
                }
                Some(Instruction::Assert(_)) => {}
            }
        }
        false
    }

    /// Keeps of the instructions that wait those that take the character. Each set is asked
    /// once a character, however many instructions use it.
    fn read(&mut self, c: char) {
        let (program, asked) = (self.program, &mut self.asked);
        asked.clear();
        asked.resize(program.sets.len(), None);
        self.next.retain_mut(|at| {
            let Some(Instruction::Set(index)) = program.code.get(*at as usize) else { return false };
            *at += 1;
            let (Some(set), Some(asked)) =
                (program.sets.get(*index as usize), asked.get_mut(*index as usize))
            else {
                return false;
            };
            *asked.get_or_insert_with(|| set.contains(c))
        });
    }
}

fn holds(assertion: Assertion, before: Option<char>, after: Option<char>) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c == '_' || c.is_ascii_alphanumeric());
    match assertion {
        Assertion::TextStart => before.is_none(),
        Assertion::TextEnd => after.is_none(),
        Assertion::LineStart => before.is_none_or(|c| c == '\n'),
        Assertion::LineEnd => after.is_none_or(|c| c == '\n'),
        Assertion::Word => word(before) != word(after),
        Assertion::NotWord => word(before) == word(after),
    }
}

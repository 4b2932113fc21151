//! The tree of a pattern to instructions.

use super::error::PatternError;
use super::syntax::{Assertion, Piece, Set};

/// Instructions, and steps of writing them: repetitions of nothing cost steps too.
const MAX_SIZE: usize = 4096;
const MAX_STEPS: usize = 65_536;

#[derive(Debug)]
pub(super) struct Program {
    pub(super) code: Vec<Instruction>,
    pub(super) sets: Vec<Set>,
    /// Whether `\b` is about letters of every script.
    pub(super) scripts: bool,
}

impl Program {
    pub(super) fn size(&self) -> usize {
        self.code.len()
    }
}

/// What to do next; each goes on to the one after it, but for `Jump`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Instruction {
    /// Goes on past a character of the set.
    Set(u32),
    Assert(Assertion),
    /// Goes on there too.
    Fork(u32),
    Jump(u32),
    Found,
}

pub(super) fn compile(piece: &Piece, scripts: bool) -> Result<Program, PatternError> {
    let mut compiler =
        Compiler { program: Program { code: Vec::new(), sets: Vec::new(), scripts }, steps: 0 };
    compiler.piece(piece)?;
    compiler.emit(Instruction::Found)?;
    Ok(compiler.program)
}

struct Compiler {
    program: Program,
    steps: usize,
}

impl Compiler {
    fn emit(&mut self, instruction: Instruction) -> Result<usize, PatternError> {
        let code = &mut self.program.code;
        if code.len() >= MAX_SIZE {
            return Err(PatternError::TooLarge);
        }
        code.push(instruction);
        Ok(code.len() - 1)
    }

    fn here(&self) -> u32 {
        self.program.code.len() as u32
    }

    fn patch(&mut self, at: usize, instruction: Instruction) {
        if let Some(place) = self.program.code.get_mut(at) {
            *place = instruction;
        }
    }

    fn piece(&mut self, piece: &Piece) -> Result<(), PatternError> {
        self.step()?;
        match piece {
            Piece::Set(set) => {
                let sets = &mut self.program.sets;
                if sets.last() != Some(set) {
                    sets.push(set.clone());
                }
                let index = sets.len() as u32 - 1;
                self.emit(Instruction::Set(index))?;
            }
            Piece::Assert(assertion) => {
                self.emit(Instruction::Assert(*assertion))?;
            }
            Piece::Sequence(pieces) => {
                for piece in pieces {
                    self.piece(piece)?;
                }
            }
            Piece::Either(ways) => self.either(ways)?,
            Piece::Repeat(piece, least, most) => self.repeat(piece, *least, *most)?,
        }
        Ok(())
    }

    fn either(&mut self, ways: &[Piece]) -> Result<(), PatternError> {
        let Some((last, others)) = ways.split_last() else { return Ok(()) };
        let mut exits = Vec::with_capacity(others.len());
        for way in others {
            let fork = self.emit(Instruction::Fork(0))?;
            self.piece(way)?;
            exits.push(self.emit(Instruction::Jump(0))?);
            let next = self.here();
            self.patch(fork, Instruction::Fork(next));
        }
        self.piece(last)?;
        let end = self.here();
        for exit in exits {
            self.patch(exit, Instruction::Jump(end));
        }
        Ok(())
    }

    fn repeat(&mut self, piece: &Piece, least: u32, most: Option<u32>) -> Result<(), PatternError> {
        let mut written = None;
        for _ in 0..least {
            self.again(piece, &mut written)?;
        }
        match most {
            None => {
                let fork = self.emit(Instruction::Fork(0))?;
                self.again(piece, &mut written)?;
                self.emit(Instruction::Jump(fork as u32))?;
                let end = self.here();
                self.patch(fork, Instruction::Fork(end));
            }
            Some(most) => {
                let mut forks = Vec::new();
                for _ in least..most {
                    forks.push(self.emit(Instruction::Fork(0))?);
                    self.again(piece, &mut written)?;
                }
                let end = self.here();
                for fork in forks {
                    self.patch(fork, Instruction::Fork(end));
                }
            }
        }
        Ok(())
    }

    /// Writes a piece; when it is `written` already, a copy of that: its sets are then shared.
    fn again(&mut self, piece: &Piece, written: &mut Option<(u32, u32)>) -> Result<(), PatternError> {
        let start = self.here();
        let Some((from, to)) = *written else {
            self.piece(piece)?;
            *written = Some((start, self.here()));
            return Ok(());
        };
        self.step()?;
        for at in from..to {
            let moved = match self.program.code.get(at as usize).copied() {
                Some(Instruction::Fork(to)) => Instruction::Fork(to - from + start),
                Some(Instruction::Jump(to)) => Instruction::Jump(to - from + start),
                Some(other) => other,
                None => continue,
            };
            self.emit(moved)?;
        }
        Ok(())
    }

    fn step(&mut self) -> Result<(), PatternError> {
        self.steps += 1;
        if self.steps > MAX_STEPS { Err(PatternError::TooLarge) } else { Ok(()) }
    }
}

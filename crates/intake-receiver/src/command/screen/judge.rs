//! Judging a piece of a caseload with one form, or with two.

use super::chunk::{Chunk, Columns};
use super::household::{self, Cell, ID};
use super::row::{Finding, Names, field};
use crate::config::CaseloadFormat;
use intake_core::date::Date;
use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::outcome::Status;
use intake_core::screen::{Refusal, Screener};
use std::fmt::Write;
use std::sync::Arc;

/// What each core starts from.
pub(super) struct Task {
    pub form: Json,
    pub against: Option<Json>,
    pub today: Date,
    pub columns: Option<Columns>,
    pub output: CaseloadFormat,
}

/// Rows, and how many lines were refused.
#[derive(Default)]
pub(super) struct Done {
    pub rows: String,
    pub refused: u64,
    pub lines: u64,
    /// Whether a line was refused because it is not UTF-8.
    pub is_not_utf8: bool,
}

pub(super) struct Judge<'a> {
    task: &'a Task,
    cells: Vec<Cell>,
    new: Side,
    old: Option<Side>,
    nothing: Json,
}

/// A form, and what it said last.
struct Side {
    screener: Screener,
    names: Names,
    finding: Finding,
}

/// Why a line was refused, and which item it was.
type Fault = (&'static str, Option<Arc<str>>);

impl Side {
    fn new(definition: &Json, task: &Task) -> Option<Self> {
        let form = Arc::new(compile(definition).form?);
        let names = Names::new(&form, task.output);
        Some(Self { names, screener: Screener::new(form, task.today), finding: Finding::default() })
    }

    fn screen(&mut self, answers: &Json, absent: &Json, other: Option<&Form>) -> Result<(), Refusal> {
        let ignored = |name: &str| name == ID || other.is_some_and(|form| form.find(name).is_some());
        self.screener.take(answers, absent, &ignored)?;
        self.finding.statuses.clear();
        self.finding.statuses.extend(self.screener.statuses());
        self.finding.referrals = self.screener.referrals(&self.finding.statuses);
        Ok(())
    }

    /// What another form says. One that does not have the program lets nobody in.
    fn differs(&self, other: &Self) -> bool {
        let (own, others) = (self.screener.form(), other.screener.form());
        let status = |side: &Self, name: &str| {
            let at = side.screener.form().programs.iter().position(|program| *program.name == *name);
            at.and_then(|at| side.finding.statuses.get(at).copied()).unwrap_or(Status::Ineligible)
        };
        let referrals = |side: &Self, form: &Form| -> Vec<Arc<str>> {
            let shown = side.finding.referrals.iter().filter_map(|at| form.referrals.get(*at));
            shown.map(|referral| referral.name.clone()).collect()
        };
        let mut programs = own.programs.iter().chain(&others.programs);
        programs.any(|program| status(self, &program.name) != status(other, &program.name))
            || referrals(self, own) != referrals(other, others)
    }
}

impl<'a> Judge<'a> {
    /// None where a form has errors.
    pub(super) fn new(task: &'a Task) -> Option<Self> {
        let new = Side::new(&task.form, task)?;
        let old = match &task.against {
            Some(definition) => Some(Side::new(definition, task)?),
            None => None,
        };
        let forms: Vec<&Form> =
            [Some(&new), old.as_ref()].into_iter().flatten().map(|side| &**side.screener.form()).collect();
        let cells = {
            let names = task.columns.iter().flat_map(|columns| &columns.names);
            names.map(|name| Cell::of(name, &forms)).collect()
        };
        Some(Self { task, cells, new, old, nothing: Json::Object(Vec::new()) })
    }

    /// The position of the first column that is no item.
    pub(super) fn unknown_column(&self) -> Option<usize> {
        self.cells.iter().position(|cell| matches!(cell, Cell::Unknown))
    }

    /// What stands before all rows.
    pub(super) fn head(&self) -> String {
        match self.task.output {
            CaseloadFormat::Jsonl => String::new(),
            CaseloadFormat::Csv => self.new.names.head(self.old.as_ref().map(|old| &old.names)),
        }
    }

    pub(super) fn judge(&mut self, chunk: Chunk) -> Done {
        let mut done = Done::default();
        match chunk {
            Chunk::Lines(first, bytes) => {
                for (number, line) in (first..).zip(bytes.split(|byte| *byte == b'\n')) {
                    if !line.trim_ascii().is_empty() {
                        let read = Json::parse_bytes(line, Default::default());
                        self.line(number, read.map_err(|error| error.kind.code()), &mut done);
                    }
                }
            }
            Chunk::Records(records) => {
                for record in records {
                    let number = record.position().map_or(0, csv::Position::line);
                    let Some(columns) = &self.task.columns else { continue };
                    self.line(number, household::from_record(&record, columns, &self.cells), &mut done);
                }
            }
        }
        done
    }

    fn line(&mut self, number: u64, line: Result<Json, &'static str>, done: &mut Done) {
        let id = line.as_ref().ok().and_then(|line| line.get(ID)).cloned();
        done.lines += 1;
        done.is_not_utf8 |= line.as_ref().is_err_and(|code| code.ends_with("not-utf8"));
        let fault = line.map_err(|code| (code, None)).and_then(|line| self.screen(&line)).err();
        done.refused += u64::from(fault.is_some());
        let same = self.old.as_ref().is_some_and(|old| !self.new.differs(old));
        if fault.is_some() || !same {
            self.write(number, id, fault, &mut done.rows);
        }
    }

    fn screen(&mut self, line: &Json) -> Result<(), Fault> {
        let (answers, absent) = household::parts(line, &self.nothing).map_err(|code| (code, None))?;
        let fault = |refusal: Refusal| (refusal.problem.code(), refusal.item);
        let Some(old) = &mut self.old else {
            return self.new.screen(answers, absent, None).map_err(fault);
        };
        let form = old.screener.form().clone();
        self.new.screen(answers, absent, Some(&form)).map_err(fault)?;
        old.screen(answers, absent, Some(self.new.screener.form())).map_err(fault)
    }

    fn write(&self, number: u64, id: Option<Json>, fault: Option<Fault>, out: &mut String) {
        let (code, item) = fault.unwrap_or_default();
        if self.task.output == CaseloadFormat::Csv {
            let id = id.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
            let _ = write!(out, "{number},{}", field(&id.unwrap_or_default()));
            let refused = Finding::default();
            for side in [Some(&self.new), self.old.as_ref()].into_iter().flatten() {
                side.names.write_csv(if code.is_empty() { &side.finding } else { &refused }, out);
            }
            let _ = writeln!(out, ",{code},{}", item.as_deref().unwrap_or_default());
            return;
        }
        let _ = write!(out, "{{\"line\":{number},");
        if let Some(id) = id {
            let _ = write!(out, "\"id\":{id},");
        }
        if code.is_empty() {
            self.new.names.write_json(&self.new.finding, out);
            if let Some(old) = &self.old {
                out.push_str(",\"was\":{");
                old.names.write_json(&old.finding, out);
                out.push('}');
            }
        } else {
            let _ = write!(out, "\"error\":\"{code}\"");
            if let Some(item) = item {
                let _ = write!(out, ",\"item\":\"{item}\"");
            }
        }
        out.push_str("}\n");
    }
}

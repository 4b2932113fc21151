//! What is computed, in order, and who reads what.

use super::name_list::NameList;
use crate::definition::ItemId;
use crate::expr::{Expr, Pattern, Value};

/// The form's computations. Names are numbered: items first, then variables.
#[derive(Default)]
pub(crate) struct Code {
    pub cells: Vec<Cell>,
    /// For each name, the cells that read it, ascending.
    pub readers: Vec<Vec<u32>>,
    /// For each name, the texts that insert it.
    pub told: Vec<Vec<Told>>,
    pub items: Vec<ItemCode>,
    /// For each page, the cell of its relevance; none where it always is.
    pub pages: Vec<Option<u32>>,
    /// For each page, whether there is a question on it.
    pub asks: Vec<bool>,
    /// For each variable, its cell.
    pub variables: Vec<u32>,
    pub programs: Vec<ProgramCode>,
    /// For each referral, the cell of its relevance; none where it has no condition.
    pub referrals: Vec<Option<u32>>,
    /// For each referral, the cell that says whether it is urgent.
    pub urgent: Vec<Option<u32>>,
    /// The cells that stand in no repeat, ascending.
    pub cells_outside: Vec<u32>,
    pub names: NameList,
    pub tables: Option<Value>,
}

/// What belongs to one item.
#[derive(Default)]
pub(crate) struct ItemCode {
    /// The cell that says whether it is relevant, its own or its group's or page's.
    pub relevance: Option<u32>,
    pub required: Option<u32>,
    pub constraint: Option<u32>,
    pub min: Option<u32>,
    pub max: Option<u32>,
    /// Which choices a choice filter lets through: a list of bool.
    pub filter: Option<u32>,
    /// Form-level constraints that are reported here: cell, and position in the form.
    pub across: Vec<(u32, usize)>,
    pub pattern: Option<Pattern>,
    /// What expressions see while it is not relevant.
    pub otherwise: Option<Value>,
    /// A repeat's: the cells of each entry, ascending.
    pub cells: Vec<u32>,
}

/// What belongs to one program.
#[derive(Default)]
pub(crate) struct ProgramCode {
    pub criteria: Vec<u32>,
    pub estimate: Option<u32>,
    /// None where the document is always to be brought.
    pub documents: Vec<Option<u32>>,
    pub urgent: Option<u32>,
}

/// One computation.
pub(crate) struct Cell {
    pub target: Target,
    pub expr: Option<Expr>,
    /// The relevance of what it stands in: without that, it has no value of its own.
    pub parent: Option<u32>,
    /// The repeat in each of whose entries it is computed.
    pub scope: Option<ItemId>,
    /// Its place among the cells of its scope.
    pub local: u32,
    /// The cells whose parent this is.
    pub children: Vec<u32>,
    /// The items whose relevance this is.
    pub governs: Vec<ItemId>,
    pub matters: Matters,
}

/// With `askOnlyWhatMatters`: whether the questions that a cell waits for are asked for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Matters {
    No,
    Always,
    /// As long as none of the program's criteria is unmet.
    Program(usize),
    /// The same; and it is one of the criteria.
    Criterion(usize),
}

impl Cell {
    pub fn new(target: Target, expr: Option<Expr>, parent: Option<u32>, scope: Option<ItemId>) -> Self {
        Self {
            target,
            expr,
            parent,
            scope,
            local: 0,
            children: Vec::new(),
            governs: Vec::new(),
            matters: Matters::No,
        }
    }
}

/// What a cell is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    PageRelevance(usize),
    ItemRelevance(ItemId),
    Variable(usize),
    Required(ItemId),
    Constraint(ItemId),
    Min(ItemId),
    Max(ItemId),
    Filter(ItemId),
    /// A form-level constraint.
    Across(usize),
    /// A criterion, an estimate, a document's or a referral's relevance.
    Outcome,
}

/// A text that inserts a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Told {
    Item(ItemId),
    /// The message of a form-level constraint.
    Across(usize),
    Page,
    Outcome,
}

impl Code {
    /// The cells of a scope, ascending.
    pub fn scope(&self, repeat: Option<ItemId>) -> &[u32] {
        match repeat {
            None => &self.cells_outside,
            Some(id) => self.items.get(id.0 as usize).map(|item| item.cells.as_slice()).unwrap_or_default(),
        }
    }

    /// The number of a name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.names.get(name)
    }
}

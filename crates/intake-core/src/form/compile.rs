//! From a definition to a form.

mod arrange;
mod unique;

use super::cell::{Cell, Code, ItemCode, ProgramCode, Target};
use super::compiled::{Compiled, Form};
use super::names::{Names, identifiers, type_of};
use super::{order, words};
use crate::answer::Answer;
use crate::definition::{self, Condition, DateBound, Definition, Item, ItemId, Kind, Source};
use crate::diagnostic::{Diagnostic, Diagnostics, EXPLAIN, Severity, explain};
use crate::expr::{Expr, Pattern, Type, Value, is_formula, value_of};
use crate::json::Json;
use crate::order::Queue;
use crate::rule::check;

/// Compiles a definition. Every mistake is collected with its JSON Pointer.
pub fn compile(json: &Json) -> Compiled {
    let diagnostics = Diagnostics::default();
    let definition = definition::parse(json, &diagnostics);
    unique::check_names(&definition, &diagnostics);
    let names = Names::new(&definition, &diagnostics);
    let mut compiler =
        Compiler { definition: &definition, diagnostics: &diagnostics, names, cells: Vec::new() };
    let code = compiler.compile();
    let form = (!diagnostics.has_errors()).then_some(code).map(|code| Form { definition, code });
    Compiled { form, diagnostics: diagnostics.into_vec() }
}

/// Cells in ascending order, each once.
fn numbers(queue: Queue) -> Vec<u32> {
    let mut numbers = Vec::new();
    for cell in queue.into_sorted() {
        numbers.push(cell as u32);
    }
    numbers
}

struct Compiler<'a> {
    definition: &'a Definition,
    diagnostics: &'a Diagnostics,
    names: Names,
    cells: Vec<Cell>,
}

impl Compiler<'_> {
    fn compile(&mut self) -> Code {
        let definition = self.definition;
        let variables = self.variables();
        let mut pages = Vec::new();
        for (i, page) in definition.pages.iter().enumerate() {
            pages.push(self.condition(page.relevant.as_ref(), Target::PageRelevance(i), None));
        }
        let mut items: Vec<ItemCode> = Vec::with_capacity(definition.items.len());
        for (i, item) in definition.items.iter().enumerate() {
            let around = match item.group {
                Some(group) => items.get(group.0 as usize).and_then(|code| code.relevance),
                None => pages.get(item.page).copied().flatten(),
            };
            self.names.here = item.scope;
            let code = self.item(ItemId(i as u32), item, around);
            items.push(code);
        }
        self.names.here = None;
        self.constraints(&mut items);
        let programs = self.programs();
        let (mut referrals, mut urgent) = (Vec::new(), Vec::new());
        for referral in &definition.referrals {
            referrals.push(self.outcome_condition(&referral.relevant));
            urgent.push(self.outcome_condition(&referral.urgent));
        }
        let names = self.names.numbers.clone();
        let mut code =
            Code { items, pages, variables, programs, referrals, urgent, names, ..Code::default() };
        code.asks = definition.asks();
        code.tables = Some(value_of(&definition.tables));
        code.told = vec![Vec::new(); self.names.types.len()];
        words::find(definition, &mut code, &mut self.names, self.diagnostics);
        self.arrange(&mut code);
        code
    }

    /// Compiles an expression and adds its cell.
    fn cell(&mut self, source: &Source, expected: &Type, target: Target, parent: Option<u32>) -> u32 {
        let expr = self.expression(source, Some(expected));
        self.push(Cell::new(target, expr, parent, self.names.here))
    }

    fn push(&mut self, cell: Cell) -> u32 {
        self.cells.push(cell);
        self.cells.len() as u32 - 1
    }

    /// The cell of a relevance: its own, or that of what it stands in.
    fn condition(&mut self, source: Option<&Source>, target: Target, around: Option<u32>) -> Option<u32> {
        match source {
            Some(source) => Some(self.cell(source, &Type::Bool, target, around)),
            None => around,
        }
    }

    fn expression(&self, source: &Source, expected: Option<&Type>) -> Option<Expr> {
        match Expr::compile(&source.text, &self.names, expected) {
            Ok(expr) => Some(expr),
            Err(errors) => {
                for error in errors {
                    self.diagnostics.push(Diagnostic {
                        code: error.code,
                        severity: Severity::Error,
                        pointer: source.pointer.clone(),
                        span: Some(error.span),
                        message: error.message,
                        help: error.help,
                    });
                }
                None
            }
        }
    }

    /// Variables, each typed after those that it may read.
    fn variables(&mut self) -> Vec<u32> {
        let definition = self.definition;
        let first = definition.items.len() as u32;
        let mut needs = Vec::with_capacity(definition.variables.len());
        for variable in &definition.variables {
            let mut needed = Queue::default();
            identifiers(&variable.calculation.text, &mut |name| {
                if let Some(position) = self.names.numbers.get(name).and_then(|n| n.checked_sub(first)) {
                    needed.insert(u64::from(position));
                }
            });
            needs.push(numbers(needed));
        }
        // In a cycle the order does not matter: it is reported when the cells are ordered.
        let order = order::order(&needs).unwrap_or_else(|_| (0..needs.len() as u32).collect());
        let mut cells = vec![0; needs.len()];
        for i in order {
            let Some(variable) = definition.variables.get(i as usize) else { continue };
            let expr = self.expression(&variable.calculation, None);
            let ty = expr.as_ref().map(|expr| expr.ty().clone());
            if let Some(slot) = self.names.types.get_mut((first + i) as usize) {
                *slot = Some(ty.unwrap_or(Type::Dyn));
            }
            let target = Target::Variable(i as usize);
            let cell = self.push(Cell::new(target, expr, None, None));
            if let Some(slot) = cells.get_mut(i as usize) {
                *slot = cell;
            }
        }
        cells
    }

    fn item(&mut self, id: ItemId, item: &Item, around: Option<u32>) -> ItemCode {
        let relevance = self.condition(item.relevant.as_ref(), Target::ItemRelevance(id), around);
        if let Some(cell) = relevance.and_then(|cell| self.cells.get_mut(cell as usize)) {
            cell.governs.push(id);
        }
        let mut code = ItemCode { relevance, ..ItemCode::default() };
        if let Condition::When(source) = &item.required {
            code.required = Some(self.cell(source, &Type::Bool, Target::Required(id), relevance));
        }
        if let Some(source) = &item.constraint {
            self.names.own = type_of(self.definition, item);
            code.constraint = Some(self.cell(source, &Type::Bool, Target::Constraint(id), relevance));
            self.names.own = None;
        }
        if let Kind::Date { min, max } = &item.kind {
            let bound = |compiler: &mut Self, bound: &Option<DateBound>, target| match bound {
                Some(DateBound::Computed(source)) => {
                    Some(compiler.cell(source, &Type::Timestamp, target, relevance))
                }
                _ => None,
            };
            code.min = bound(self, min, Target::Min(id));
            code.max = bound(self, max, Target::Max(id));
        }
        if let Some(source) = item.kind.pattern() {
            code.pattern = self.pattern(source);
        }
        if let Some(source) = item.kind.filter() {
            let names = item.kind.choices().iter().map(|choice| choice.name.clone());
            self.names.choice = Some(if EXPLAIN { Type::choice(names.collect()) } else { Type::Dyn });
            code.filter = Some(self.cell(source, &Type::Bool, Target::Filter(id), relevance));
            self.names.choice = None;
        }
        code.otherwise = item.otherwise.as_ref().and_then(|json| self.constant(item, json, "otherwise"));
        if let Some(json) = item.default.as_ref().filter(|_| EXPLAIN) {
            self.constant(item, json, "default");
        }
        code
    }

    fn pattern(&self, source: &Source) -> Option<Pattern> {
        let compiled = Pattern::of_answer(&source.text);
        if compiled.is_err() {
            self.diagnostics.error(
                "bad-pattern",
                source.pointer.clone(),
                explain!("This is not a regular expression that can be matched in linear time."),
                explain!("Use letters, classes like [0-9], groups and * + ? {{2,5}}; no look-around or back-references."),
            );
        }
        compiled.ok()
    }

    /// A JSON constant that stands for an answer.
    fn constant(&self, item: &Item, json: &Json, property: &str) -> Option<Value> {
        let list = matches!(item.kind, Kind::Choices { .. } | Kind::Repeat(_) | Kind::File { .. });
        if list && json.as_array().is_some_and(<[Json]>::is_empty) {
            return Some(Value::List([].into()));
        }
        match Answer::from_json(&item.kind, json) {
            // A person who starts with it could not go on.
            Ok(Some(answer)) if property != "default" || check(&item.kind, &answer).is_none() => {
                Some(answer.to_value(&item.kind))
            }
            Ok(None) if json.as_str() == Some("") => Some(Value::String("".into())),
            _ => {
                let kind = item.kind.name();
                let (message, help) = if self.is_formula(json) {
                    (
                        explain!(
                            "The \"{property}\" is taken as it is written: expressions are not computed here."
                        ),
                        explain!(
                            "Write a plain value. Compute it as a variable with a \"calculation\"; what is known beforehand, such as the day, the page fills in by prefilling."
                        ),
                    )
                } else {
                    (
                        explain!("This is not an answer to an item of type {kind}."),
                        explain!("Write a value that a person could answer here."),
                    )
                };
                self.diagnostics.error("wrong-type", [&item.pointer, "/", property].concat(), message, help);
                None
            }
        }
    }

    /// Whether what should be a plain value is an expression.
    fn is_formula(&self, json: &Json) -> bool {
        let is_name = |name: &str| name == "today" || self.names.numbers.get(name).is_some();
        EXPLAIN && json.as_str().is_some_and(|text| is_formula(text, &is_name))
    }

    fn constraints(&mut self, items: &mut [ItemCode]) {
        for (i, constraint) in self.definition.constraints.iter().enumerate() {
            let mut about = Vec::new();
            for (k, name) in constraint.items.iter().enumerate() {
                let number = self.names.numbers.get(name).filter(|number| self.names.sees(*number));
                let item = number.and_then(|number| self.definition.items.get(number as usize));
                let pointer = [&constraint.pointer, "/items/", &k.to_string()].concat();
                match item {
                    Some(item) if item.kind.is_question() || matches!(item.kind, Kind::Repeat(_)) => {
                        about.extend(number);
                    }
                    Some(item) => self.diagnostics.error(
                        "wrong-type",
                        pointer,
                        explain!("\"{name}\" is a {}, which has no answer.", item.kind.name()),
                        explain!("Write the name of a question or a repeat."),
                    ),
                    None => self.diagnostics.error(
                        "unknown-name",
                        pointer,
                        explain!("No item is called \"{name}\"."),
                        explain!("Write the name of an item."),
                    ),
                }
            }
            if about.is_empty() {
                continue;
            }
            let cell = self.cell(&constraint.constraint, &Type::Bool, Target::Across(i), None);
            for number in about {
                if let Some(code) = items.get_mut(number as usize) {
                    code.across.push((cell, i));
                }
            }
        }
    }

    fn programs(&mut self) -> Vec<ProgramCode> {
        let definition = self.definition;
        let mut programs = Vec::with_capacity(definition.programs.len());
        for program in &definition.programs {
            let mut code = ProgramCode::default();
            for criterion in &program.criteria {
                code.criteria.push(self.cell(&criterion.test, &Type::Bool, Target::Outcome, None));
            }
            if let Some(source) = &program.estimate {
                code.estimate = Some(self.cell(source, &Type::Double, Target::Outcome, None));
            }
            for document in &program.documents {
                code.documents.push(self.outcome_condition(&document.relevant));
            }
            code.urgent = self.outcome_condition(&program.urgent);
            programs.push(code);
        }
        programs
    }

    fn outcome_condition(&mut self, source: &Option<Source>) -> Option<u32> {
        source.as_ref().map(|source| self.cell(source, &Type::Bool, Target::Outcome, None))
    }
}

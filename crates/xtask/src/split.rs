//! The module in two: what a form's first page needs, and the rest, which comes behind it.
//!
//! Half of the code does nothing before a person has touched something: what checks answers, weighs
//! programs, signs and sends. It goes into a module of its own that shares memory, table and globals
//! with the first, and takes the first's functions from the end of the table. In its place the first has a few bytes for each function, which call through the
//! table and, should the rest not be there yet, ask the loader to fetch it at once.
//!
//! Which functions come later stands by name in `src/later.txt`; `cargo xtask profile` writes it. A name
//! that is missing there costs bytes of the first page; one that should not be there costs the time of a
//! fetch. Neither makes an error.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use walrus::ir::{Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    ImportId, ImportKind, ImportedFunction, Module, TableId, ValType,
};

use crate::module::{parse, plain};
use crate::outline;

/// The names of the functions that come later, one a line.
pub(crate) const LIST: &str = "src/later.txt";
/// Where the first half imports from and the second one, too: the shortest name there is.
const PEER: &str = "a";
/// What the first half calls when it needs the rest; set once that is there.
pub(crate) const NEED: &str = "_need";
const HERE: &str = "_here";
/// The table of the first half, whose end has what the second imports: `module.js` takes it from there.
const TABLE: &str = "_t";

pub(crate) struct Halves {
    pub first: Vec<u8>,
    pub later: Vec<u8>,
}

impl Halves {
    /// A module in one piece: nothing comes later.
    pub(crate) fn whole(first: Vec<u8>) -> Self {
        Self { first, later: b"\0asm\x01\0\0\0".to_vec() }
    }
}

/// Splits the widget's module as the list in its sources says.
pub(crate) fn by_list(root: &Path, module: &[u8]) -> Result<Halves> {
    let list = root.join(LIST);
    let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let mut names = BTreeSet::new();
    let mut parts = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once('\t') {
            Some((name, places)) => drop(parts.insert(name, places)),
            None => drop(names.insert(line)),
        }
    }
    let mut module = parse(module)?;
    outline::outline(&mut module, outline::WORTH, |name, points| {
        parts.get(name).map_or_else(BTreeSet::new, |places| outline::read(places, points))
    })?;
    split(&module.emit_wasm(), |name| names.contains(name) || name.starts_with(outline::PART))
}

/// Splits a module whose functions have names. `is_later` is asked with them, as `plain` makes them.
pub(crate) fn split(module: &[u8], is_later: impl Fn(&str) -> bool) -> Result<Halves> {
    let (mut first, mut later) = (parse(module)?, parse(module)?);
    let moved = moved(&first, is_later);
    let entries = entries(&first, &moved);
    if entries.is_empty() {
        bail!("no function of the widget comes later: write src/later.txt anew with cargo xtask profile");
    }
    let table = the_table(&first)?;
    let base = first.tables.get(table).initial;
    keep_later(&mut later, &moved, &entries, base)?;
    let wanted = shorten(&mut later);
    // The first half's table is longer by the functions that the later one imports.
    let functions = later.imports.iter().filter(|import| matches!(import.kind, ImportKind::Function(_)));
    let more = functions.count() as u64;
    let slots = later.tables.get_mut(the_table(&later)?);
    slots.initial += more;
    slots.maximum = slots.maximum.map(|most| most.max(slots.initial));
    keep_first(&mut first, &entries, table, &wanted)?;
    Ok(Halves { first: first.emit_wasm(), later: later.emit_wasm() })
}

/// The functions' places in the module that come later: those of which no namesake must be there first.
fn moved(module: &Module, is_later: impl Fn(&str) -> bool) -> BTreeSet<usize> {
    let local = |kind: &FunctionKind| matches!(kind, FunctionKind::Local(_));
    module
        .funcs
        .iter()
        .enumerate()
        .filter(|(_, function)| local(&function.kind))
        .filter(|(_, function)| function.name.as_deref().is_some_and(|name| is_later(&plain(name))))
        .map(|(place, _)| place)
        .collect()
}

/// Of the moved functions those that what stays behind knows of.
fn entries(module: &Module, moved: &BTreeSet<usize>) -> Vec<usize> {
    let places = places(module);
    let mut known = Known::default();
    for (id, function) in module.funcs.iter_local() {
        if places.get(&id).is_some_and(|place| !moved.contains(place)) {
            dfs_in_order(&mut known, function, function.entry_block());
        }
    }
    for element in module.elements.iter() {
        if let ElementItems::Functions(functions) = &element.items {
            known.0.extend(functions);
        }
    }
    for export in module.exports.iter() {
        if let ExportItem::Function(function) = export.item {
            known.0.insert(function);
        }
    }
    known.0.extend(module.start);
    let known: BTreeSet<usize> = known.0.iter().filter_map(|id| places.get(id).copied()).collect();
    moved.intersection(&known).copied().collect()
}

#[derive(Default)]
struct Known(BTreeSet<FunctionId>);

impl Visitor<'_> for Known {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.insert(*function);
    }
}

fn places(module: &Module) -> BTreeMap<FunctionId, usize> {
    module.funcs.iter().enumerate().map(|(place, function)| (function.id(), place)).collect()
}

/// The table through which functions are called.
fn the_table(module: &Module) -> Result<TableId> {
    let of_functions = module.elements.iter().find_map(|element| match element.kind {
        ElementKind::Active { table, .. } => Some(table),
        _ => None,
    });
    of_functions.context("the widget calls no function through a table")
}

/// The half that stays: each entry becomes a call through the table, behind what was in it before.
fn keep_first(
    module: &mut Module,
    entries: &[usize],
    table: TableId,
    wanted: &BTreeMap<String, String>,
) -> Result<()> {
    let ids: Vec<FunctionId> = module.funcs.iter().map(|function| function.id()).collect();
    export_shared(module, wanted);
    let here =
        module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(walrus::ir::Value::I32(0)));
    module.exports.add(HERE, here);
    module.exports.add(TABLE, table);
    let nothing = module.types.add(&[], &[]);
    let (fetch, _) = module.add_import_func(PEER, NEED, nothing);
    let mut need = FunctionBuilder::new(&mut module.types, &[], &[]);
    need.func_body().global_get(here).if_else(
        None,
        |_| {},
        |missing| {
            missing.call(fetch);
        },
    );
    let need = need.finish(Vec::new(), &mut module.funcs);
    // What the later half imports stands at the table's end, the first of it last: of an export each would cost more.
    let mut imported: Vec<(usize, FunctionId)> = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        if let Some(number) = wanted.get(&function_name(place)) {
            imported.push((number.parse()?, *id));
        }
    }
    imported.sort_by_key(|(number, _)| std::cmp::Reverse(*number));
    let slots = module.tables.get_mut(table);
    let base = slots.initial;
    let end = base + entries.len() as u64;
    slots.initial = end + imported.len() as u64;
    slots.maximum = slots.maximum.map(|most| most.max(slots.initial));
    let offset = ConstExpr::Value(walrus::ir::Value::I32(i32::try_from(end)?));
    let imported = ElementItems::Functions(imported.into_iter().map(|(_, id)| id).collect());
    let imported = module.elements.add(ElementKind::Active { table, offset }, imported);
    module.tables.get_mut(table).elem_segments.insert(imported);
    for (slot, place) in (base..).zip(entries) {
        let id = *ids.get(*place).context("a function that is not there")?;
        let ty = module.funcs.get(id).ty();
        let (params, results) = (module.types.params(ty).to_vec(), module.types.results(ty).to_vec());
        let mut relay = FunctionBuilder::new(&mut module.types, &params, &results);
        let arguments: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
        let mut body = relay.func_body();
        body.call(need);
        for argument in &arguments {
            body.local_get(*argument);
        }
        body.i32_const(i32::try_from(slot)?).call_indirect(ty, table);
        // By its name a function finds its neighbours: those that differ from it in a number.
        let relay = FunctionKind::Local(relay.local_func(arguments));
        let function = module.funcs.get_mut(id);
        function.name = Some(format!("relay {params:?} {results:?} {slot:05}"));
        function.kind = relay;
    }
    walrus::passes::gc::run(module);
    Ok(())
}

/// The half that comes later: all else is imported from the first.
fn keep_later(module: &mut Module, moved: &BTreeSet<usize>, entries: &[usize], base: u64) -> Result<()> {
    let ids: Vec<FunctionId> = module.funcs.iter().map(|function| function.id()).collect();
    let table = the_table(module)?;
    for export in module.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    for element in module.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
        module.elements.delete(element);
    }
    for data in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        module.data.delete(data);
    }
    let mut stay: Vec<usize> = (0..ids.len()).filter(|place| !moved.contains(place)).collect();
    // In the order in which they stand in the first half at the end: a row of numbers that go up packs better.
    stay.sort_by_key(|place| ids.get(*place).and_then(|id| module.funcs.get(*id).name.clone()));
    for place in stay {
        let Some(id) = ids.get(place) else { continue };
        let name = function_name(place);
        if let FunctionKind::Import(import) = &module.funcs.get(*id).kind {
            rename(module, import.import, name);
            continue;
        }
        let ty = module.funcs.get(*id).ty();
        let import = module.imports.add(PEER, &name, *id);
        module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    import_shared(module);
    let slots = module.tables.get_mut(table);
    slots.elem_segments.clear();
    slots.initial = base + entries.len() as u64;
    slots.maximum = slots.maximum.map(|most| most.max(slots.initial));
    let functions = entries.iter().filter_map(|place| ids.get(*place).copied()).collect();
    let offset = ConstExpr::Value(walrus::ir::Value::I32(i32::try_from(base)?));
    let entries =
        module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
    module.tables.get_mut(table).elem_segments.insert(entries);
    let (here, _) = module.add_import_global(PEER, HERE, ValType::I32, true, false);
    let mut start = FunctionBuilder::new(&mut module.types, &[], &[]);
    start.func_body().i32_const(1).global_set(here);
    module.start = Some(start.finish(Vec::new(), &mut module.funcs));
    walrus::passes::gc::run(module);
    Ok(())
}

/// Numbers what the later half imports in its order, which packs better, and answers the numbers by the
/// names. A global of `keep_later` keeps its name.
fn shorten(later: &mut Module) -> BTreeMap<String, String> {
    let mut numbers = BTreeMap::new();
    let own = |name: &str| name.starts_with(|first: char| first.is_ascii_digit());
    // The functions first: by their numbers they are found in the table.
    for functions in [true, false] {
        for import in later.imports.iter_mut().filter(|import| own(&import.name)) {
            if matches!(import.kind, ImportKind::Function(_)) == functions {
                let number = numbers.len().to_string();
                numbers.insert(std::mem::replace(&mut import.name, number.clone()), number);
            }
        }
    }
    numbers
}

/// A function by its name between the halves. No short name that `wasm-opt` gives begins with a digit.
fn function_name(place: usize) -> String {
    format!("0{place:x}")
}

/// Memories, tables and globals by their names between the halves.
fn export_shared(module: &mut Module, wanted: &BTreeMap<String, String>) {
    let mut shared: Vec<(String, ExportItem)> = Vec::new();
    shared.extend(module.memories.iter().enumerate().map(|(n, one)| (format!("0m{n}"), one.id().into())));
    shared.extend(module.tables.iter().enumerate().map(|(n, one)| (format!("0t{n}"), one.id().into())));
    shared.extend(module.globals.iter().enumerate().map(|(n, one)| (format!("0g{n}"), one.id().into())));
    for (name, item) in shared {
        if let Some(name) = wanted.get(&name) {
            module.exports.add(name, item);
        }
    }
}

fn import_shared(module: &mut Module) {
    for (n, memory) in module.memories.iter_mut().enumerate() {
        memory.data_segments.clear();
        memory.import = Some(module.imports.add(PEER, &format!("0m{n}"), memory.id()));
    }
    for (n, table) in module.tables.iter_mut().enumerate() {
        table.elem_segments.clear();
        table.import = Some(module.imports.add(PEER, &format!("0t{n}"), table.id()));
    }
    for (n, global) in module.globals.iter().map(|global| global.id()).enumerate().collect::<Vec<_>>() {
        let import = module.imports.add(PEER, &format!("0g{n}"), ImportKind::Global(global));
        module.globals.get_mut(global).kind = GlobalKind::Import(import);
    }
}

fn rename(module: &mut Module, import: ImportId, name: String) {
    let import = module.imports.get_mut(import);
    import.module = PEER.to_owned();
    import.name = name;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_in_each_build() {
        let name = "<intake_core[7c91494e5175da21]::answer::Answer as Foo<[u8]>>::read::{closure#0}";
        assert_eq!(plain(name), "<intake_core::answer::Answer as Foo<[u8]>>::read::{closure#0}");
        assert_eq!(plain("core::slice::memchr::memchr.350"), "core::slice::memchr::memchr");
        assert_eq!(
            plain("<[intake_core[7c91494e5175da21]::json::Json]>::to_vec"),
            "<[intake_core::json::Json]>::to_vec"
        );
        assert_eq!(plain("open[7c91494e5175da21"), "open[7c91494e5175da21");
    }
}

//! Makes the three modules out of three copies of the one.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use walrus::ir::Value;
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    ImportKind, ImportedFunction, Module, TableId, ValType,
};

use super::plan::{Plan, the_table};

/// The import, of module `a`, that a module calls for one that is not there yet.
pub const NEED: &str = "_need";
/// Where every module imports from: the shortest name there is.
const PEER: &str = "a";
/// The globals that say that `later` and `last` are there.
const HERE: [&str; 2] = ["_h", "_i"];
/// The first module's table, at whose end stands what the others import: `module.js` takes it from there.
const TABLE: &str = "_t";

/// The first module: each entry that it calls becomes a call through the table, behind what was in it before.
pub(super) fn first(
    module: &mut Module,
    plan: &Plan,
    numbers: &BTreeMap<String, usize>,
    lent: usize,
    end: u64,
) -> Result<()> {
    let ids = ids(module);
    let table = the_table(module)?;
    export_shared(module, numbers);
    let nothing = module.types.add(&[], &[]);
    let (fetch, _) = module.add_import_func(PEER, NEED, nothing);
    module.exports.add(TABLE, table);
    // A later one may ask, too.
    module.exports.add(NEED, fetch);
    let mut needs = Vec::new();
    for name in HERE {
        let zero = ConstExpr::Value(Value::I32(0));
        let here = module.globals.add_local(ValType::I32, true, false, zero);
        module.exports.add(name, here);
        needs.push(ask(module, here, fetch));
    }
    resize(module, table, end);
    let mut imported = vec![None; lent];
    for (place, id) in ids.iter().enumerate() {
        let number = numbers.get(&function_name(place));
        if let Some(slot) = number.and_then(|number| imported.get_mut(*number)) {
            *slot = Some(*id);
        }
    }
    let imported: Vec<FunctionId> = imported.into_iter().rev().flatten().collect();
    fill(module, table, end - lent as u64, imported)?;
    for place in &plan.relayed {
        let need = needs.get(plan.number(*place) - 1).context("a module that is none")?;
        relay(module, &ids, *place, *need, plan.slot(*place)?, table)?;
    }
    walrus::passes::gc::run(module);
    Ok(())
}

/// The second module; what it calls of the third is asked for.
pub(super) fn later(module: &mut Module, plan: &Plan) -> Result<()> {
    let (ids, table) = (ids(module), the_table(module)?);
    let asked: BTreeSet<usize> =
        plan.entries.iter().flatten().copied().filter(|place| plan.number(*place) == 2).collect();
    let asked = &asked - &plan.relayed;
    keep(module, plan, 1, &asked)?;
    if !asked.is_empty() {
        let [_, last] = HERE;
        let nothing = module.types.add(&[], &[]);
        let (fetch, _) = module.add_import_func(PEER, NEED, nothing);
        let (here, _) = module.add_import_global(PEER, last, ValType::I32, true, false);
        let need = ask(module, here, fetch);
        for place in asked {
            relay(module, &ids, place, need, plan.slot(place)?, table)?;
        }
    }
    let lent = plan.lent.iter().rev().filter_map(|place| ids.get(*place).copied()).collect();
    fill(module, table, plan.end, lent)?;
    walrus::passes::gc::run(module);
    Ok(())
}

/// The third module.
pub(super) fn last(module: &mut Module, plan: &Plan) -> Result<()> {
    keep(module, plan, 2, &BTreeSet::new())?;
    walrus::passes::gc::run(module);
    Ok(())
}

/// Leaves of a module what has this number: all else is imported, but `asked`, which is replaced afterwards.
fn keep(module: &mut Module, plan: &Plan, number: usize, asked: &BTreeSet<usize>) -> Result<()> {
    let (ids, table) = (ids(module), the_table(module)?);
    for export in module.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    for element in module.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
        module.elements.delete(element);
    }
    for data in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        module.data.delete(data);
    }
    let goes = |place: &usize| plan.number(*place) != number && !asked.contains(place);
    let mut goes: Vec<usize> = (0..ids.len()).filter(goes).collect();
    // In the order in which they stand in the first module at the end: a row of numbers that go up packs better.
    goes.sort_by_key(|place| ids.get(*place).and_then(|id| module.funcs.get(*id).name.clone()));
    for place in goes {
        let Some(id) = ids.get(place) else { continue };
        let name = function_name(place);
        if let FunctionKind::Import(import) = &module.funcs.get(*id).kind {
            let import = module.imports.get_mut(import.import);
            import.module = PEER.to_owned();
            import.name = name;
            continue;
        }
        let ty = module.funcs.get(*id).ty();
        let import = module.imports.add(PEER, &name, *id);
        module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    import_shared(module);
    module.tables.get_mut(table).elem_segments.clear();
    let entries = plan.entries.get(number - 1).into_iter().flatten();
    let entries = entries.filter_map(|place| ids.get(*place).copied()).collect();
    fill(module, table, plan.start(number), entries)?;
    let here = HERE.get(number - 1).context("a module that is none")?;
    let (here, _) = module.add_import_global(PEER, here, ValType::I32, true, false);
    let mut start = FunctionBuilder::new(&mut module.types, &[], &[]);
    start.func_body().i32_const(1).global_set(here);
    module.start = Some(start.finish(Vec::new(), &mut module.funcs));
    Ok(())
}

/// Numbers what a later module imports: by its number the first one finds it.
pub(super) fn shorten(module: &mut Module, numbers: &BTreeMap<String, usize>, end: u64) -> Result<()> {
    for import in module.imports.iter_mut().filter(|import| is_numbered(&import.name)) {
        let number = numbers.get(&import.name).with_context(|| format!("no number for {}", import.name))?;
        import.name = number.to_string();
    }
    let tables: Vec<TableId> = module
        .elements
        .iter()
        .filter_map(|element| match element.kind {
            ElementKind::Active { table, .. } => Some(table),
            _ => None,
        })
        .collect();
    for table in tables {
        resize(module, table, end);
    }
    Ok(())
}

/// A function by its place, between the modules. No short name that `wasm-opt` gives begins with a digit.
pub(super) fn function_name(place: usize) -> String {
    format!("0{place:x}")
}

/// What `function_name` was asked with.
pub(super) fn place(name: &str) -> Option<usize> {
    usize::from_str_radix(name.strip_prefix('0')?, 16).ok()
}

/// Whether a name stands for a place of the module in one piece, as `keep` gives them.
pub(super) fn is_numbered(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_digit())
}

fn ids(module: &Module) -> Vec<FunctionId> {
    module.funcs.iter().map(|function| function.id()).collect()
}

/// A function that asks for a module unless it is here.
fn ask(module: &mut Module, here: walrus::GlobalId, fetch: FunctionId) -> FunctionId {
    let mut need = FunctionBuilder::new(&mut module.types, &[], &[]);
    need.func_body().global_get(here).if_else(
        None,
        |_| {},
        |missing| {
            missing.call(fetch);
        },
    );
    need.finish(Vec::new(), &mut module.funcs)
}

/// Makes of a function a call of what stands in a slot of the table, once its module is there.
fn relay(
    module: &mut Module,
    ids: &[FunctionId],
    place: usize,
    need: FunctionId,
    slot: i32,
    table: TableId,
) -> Result<()> {
    let id = *ids.get(place).context("a function that is not there")?;
    let ty = module.funcs.get(id).ty();
    let (params, results) = (module.types.params(ty).to_vec(), module.types.results(ty).to_vec());
    let mut relay = FunctionBuilder::new(&mut module.types, &params, &results);
    let arguments: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut body = relay.func_body();
    body.call(need);
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.i32_const(slot).call_indirect(ty, table);
    // By its name a function finds its neighbours: those that differ from it in a number.
    let relay = FunctionKind::Local(relay.local_func(arguments));
    let function = module.funcs.get_mut(id);
    function.name = Some(format!("relay {params:?} {results:?} {slot:05}"));
    function.kind = relay;
    Ok(())
}

fn resize(module: &mut Module, table: TableId, slots: u64) {
    let table = module.tables.get_mut(table);
    table.initial = slots;
    table.maximum = table.maximum.map(|most| most.max(slots));
}

fn fill(module: &mut Module, table: TableId, from: u64, functions: Vec<FunctionId>) -> Result<()> {
    let offset = ConstExpr::Value(Value::I32(i32::try_from(from)?));
    let items = ElementItems::Functions(functions);
    let segment = module.elements.add(ElementKind::Active { table, offset }, items);
    module.tables.get_mut(table).elem_segments.insert(segment);
    Ok(())
}

/// Memories, tables and globals by their names between the modules.
fn export_shared(module: &mut Module, numbers: &BTreeMap<String, usize>) {
    let mut shared: Vec<(String, ExportItem)> = Vec::new();
    shared.extend(module.memories.iter().enumerate().map(|(n, one)| (format!("0m{n}"), one.id().into())));
    shared.extend(module.tables.iter().enumerate().map(|(n, one)| (format!("0t{n}"), one.id().into())));
    shared.extend(module.globals.iter().enumerate().map(|(n, one)| (format!("0g{n}"), one.id().into())));
    for (name, item) in shared {
        if let Some(number) = numbers.get(&name) {
            module.exports.add(&number.to_string(), item);
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

//! The three modules together do what the one did, and the later ones are asked for before they are there.

use std::collections::BTreeSet;

use walrus::FunctionKind;
use wasmi::{Engine, Extern, Func, Instance, Linker, Store, Val};

use super::split;
use crate::module::parse;

/// Calls up and down between all three, directly and through the table, with a shared global and memory.
const TEXT: &str = r#"
(module
  (import "a" "x" (func $outside (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $through)
  (global $said (mut i32) (i32.const 7))
  (type $unary (func (param i32) (result i32)))
  (func $say (param i32)
    (global.set $said (i32.add (i32.mul (global.get $said) (i32.const 31)) (local.get 0))))
  (func $early (param i32) (result i32) (call $say (i32.const 1)) (i32.add (local.get 0) (i32.const 3)))
  (func $later (param i32) (result i32)
    (call $say (i32.const 2))
    (i32.store (i32.const 8) (local.get 0))
    (i32.add (call $early (local.get 0)) (call $last_of_later (local.get 0))))
  (func $later_lent (param i32) (result i32) (call $say (i32.const 3)) (i32.mul (local.get 0) (i32.const 5)))
  (func $last_of_later (param i32) (result i32)
    (call $say (i32.const 4))
    (i32.add (call $later_lent (i32.load (i32.const 8))) (call $outside (call $early (local.get 0)))))
  (func $last_of_first (param i32) (result i32)
    (call $say (i32.const 5))
    (i32.sub (call $last_of_later (local.get 0)) (call_indirect (type $unary) (local.get 0) (i32.const 1))))
  (func $last_of_both (param i32) (result i32) (call $say (i32.const 6)) (call $later_both (local.get 0)))
  (func $later_both (param i32) (result i32)
    (if (result i32) (i32.gt_s (local.get 0) (i32.const 4))
      (then (call $last_of_both (i32.sub (local.get 0) (i32.const 1))))
      (else (i32.const 11))))
  (func $through (param i32) (result i32) (call $say (i32.const 8)) (call $later_both (local.get 0)))
  (func (export "said") (result i32) (global.get $said))
  (func (export "e") (param i32) (result i32) (call $early (local.get 0)))
  (func (export "l") (param i32) (result i32) (call $later (local.get 0)))
  (func (export "f") (param i32) (result i32) (call $last_of_first (local.get 0)))
  (func (export "b") (param i32) (result i32) (call $last_of_both (local.get 0))))
"#;

struct World {
    store: Store<Vec<&'static str>>,
    engine: Engine,
    asked: Func,
    instance: Instance,
}

impl World {
    fn begin(module: &[u8]) -> Self {
        let engine = Engine::default();
        let mut store = Store::new(&engine, Vec::new());
        let asked = Func::wrap(&mut store, |mut caller: wasmi::Caller<'_, Vec<&'static str>>| {
            caller.data_mut().push("asked");
            Err::<(), _>(wasmi::Error::new("not there yet"))
        });
        let outside = Func::wrap(&mut store, |value: i32| value * 100);
        let mut linker = Linker::new(&engine);
        linker.define("a", "x", outside).unwrap();
        linker.define("a", "_need", asked).unwrap();
        let module = wasmi::Module::new(&engine, module).unwrap();
        let instance = linker.instantiate_and_start(&mut store, &module).unwrap();
        Self { store, engine, asked, instance }
    }

    /// As `module.js` does it: by a name of the first module, or by a number from the table's end.
    fn join(&mut self, module: &[u8]) {
        let module = wasmi::Module::new(&self.engine, module).unwrap();
        let mut linker = Linker::new(&self.engine);
        let table = self.instance.get_table(&self.store, "_t").unwrap();
        for import in module.imports() {
            let own = self.instance.get_export(&self.store, import.name());
            let by_number = || {
                let number: u64 = import.name().parse().unwrap();
                match table.get(&self.store, table.size(&self.store) - 1 - number).unwrap() {
                    wasmi::Ref::Func(function) => Extern::Func(*function.val().unwrap()),
                    wasmi::Ref::Extern(_) => unreachable!(),
                }
            };
            let item = own.unwrap_or_else(by_number);
            linker.define("a", import.name(), item).unwrap();
        }
        linker.instantiate_and_start(&mut self.store, &module).unwrap();
    }

    fn call(&mut self, name: &str, arguments: &[Val]) -> Option<i32> {
        let function = self.instance.get_func(&self.store, name).unwrap();
        let mut answer = [Val::I32(0)];
        function.call(&mut self.store, arguments, &mut answer).ok()?;
        answer[0].i32()
    }

    /// What each function answers, and what was said until then.
    fn run(&mut self) -> Vec<[Option<i32>; 2]> {
        let mut heard = Vec::new();
        for (name, value) in ["e", "l", "f", "b"].into_iter().flat_map(|name| (-2..9).map(move |n| (name, n)))
        {
            let answer = self.call(name, &[Val::I32(value)]);
            heard.push([answer, self.call("said", &[])]);
        }
        heard
    }
}

fn number(name: &str) -> usize {
    if name.starts_with("last") { 2 } else { usize::from(name.starts_with("later")) }
}

#[test]
fn three_modules_do_what_one_did() {
    let whole = wat::parse_str(TEXT).unwrap();
    let expected = World::begin(&whole).run();
    let modules = split(&whole, number).unwrap();
    let mut world = World::begin(&modules.first);
    world.join(&modules.later);
    world.join(&modules.last);
    assert_eq!(world.run(), expected);
    assert!(world.store.data().is_empty());
    let own = |module: &[u8]| {
        let module = parse(module).unwrap();
        let local = module.funcs.iter().filter(|function| matches!(function.kind, FunctionKind::Local(_)));
        let names = local.filter_map(|function| function.name.clone());
        let names =
            names.filter(|name| ["early", "later", "last"].iter().any(|prefix| name.starts_with(prefix)));
        names.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(own(&modules.first), ["early"]);
    assert_eq!(own(&modules.later), ["later", "later_both", "later_lent"]);
    assert_eq!(own(&modules.last), ["last_of_both", "last_of_first", "last_of_later"]);
}

#[test]
fn what_is_not_there_is_asked_for() {
    let modules = split(&wat::parse_str(TEXT).unwrap(), number).unwrap();
    let mut world = World::begin(&modules.first);
    assert_eq!(world.call("e", &[Val::I32(1)]), Some(4));
    for name in ["l", "f", "b"] {
        assert_eq!(world.call(name, &[Val::I32(1)]), None, "{name}");
    }
    assert_eq!(world.store.data().len(), 3);
    world.join(&modules.later);
    // The second is there, and what it calls of the third is asked for.
    assert_eq!(world.call("l", &[Val::I32(1)]), None);
    assert_eq!(world.store.data().len(), 4);
    let _ = world.asked;
}

#[test]
fn a_list_that_leaves_a_module_empty_is_refused() {
    let whole = wat::parse_str(TEXT).unwrap();
    assert!(split(&whole, |_| 0).is_err());
    assert!(split(&whole, |name| usize::from(name.starts_with("later"))).is_err());
}

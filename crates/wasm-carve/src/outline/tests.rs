//! Each way to cut a function leaves what it does as it was.

use std::collections::BTreeSet;

use wasmi::{Engine, Linker, Store, Val};

use super::{Worth, outline, points};
use crate::module::parse;

/// Nearly any part.
const ANY: Worth = Worth { size: 0, result: 2 };

/// Every way out of a part: on behind it, to a block around, to a loop, through a table, out of the
/// function; with values and without; with locals that are read behind it.
const TEXT: &str = r#"
(module
  (global $said (mut i32) (i32.const 7))
  (func (export "said") (result i32) (global.get $said))
  (func $say (param i32)
    (global.set $said (i32.add (i32.mul (global.get $said) (i32.const 31)) (local.get 0))))
  (func $ways (export "ways") (param $a i32) (param $b i32) (result i32) (local $c i32) (local $d i64)
    (local.set $c (i32.const 5))
    (block $out
      (if (i32.gt_s (local.get $a) (i32.const 3))
        (then
          (local.set $c (i32.add (local.get $a) (local.get $b)))
          (local.set $d (i64.extend_i32_s (local.get $c)))
          (call $say (local.get $c))
          (br_if $out (i32.eq (local.get $b) (i32.const 1)))
          (if (i32.eq (local.get $b) (i32.const 2)) (then (return (i32.const 99))))
          (call $say (i32.const 2)))
        (else (call $say (i32.const 3)) (local.set $c (i32.add (local.get $c) (i32.const 1)))))
      (call $say (i32.const 4))
      (loop $again
        (local.set $a (i32.sub (local.get $a) (i32.const 1)))
        (call $say (local.get $a))
        (block $five (block $six (block $seven
          (br_table $five $six $again $out $seven (i32.and (local.get $a) (i32.const 7))))
          (call $say (i32.const 70)) (br_if $again (i32.gt_s (local.get $a) (i32.const 0))) (br $five))
          (call $say (i32.const 60)))
        (if (i32.gt_s (local.get $b) (i32.const 4))
          (then
            (local.set $b (i32.sub (local.get $b) (i32.const 1)))
            (call $say (i32.const 50))
            (br $again)))
        (call $say (i32.const 51))))
    (call $say (i32.wrap_i64 (local.get $d)))
    (i32.add (local.get $c) (local.get $b)))
  (func (export "value") (param $a i32) (param $b i32) (result i32)
    (block $out (result i32)
      (i32.mul (i32.const 3)
        (if (result i32) (i32.lt_s (local.get $a) (local.get $b))
          (then
            (call $say (i32.const 1))
            (drop (br_if $out (i32.const 8) (i32.eq (local.get $a) (i32.const 1))))
            (if (i32.eq (local.get $a) (i32.const 2)) (then (return (i32.const 9))))
            (i32.sub (local.get $b) (local.get $a)))
          (else (call $say (i32.const 2)) (br $out (local.get $a)))))))
  (func (export "never") (param $a i32) (param $b i32) (result i32)
    (if (i32.eq (local.get $a) (i32.const 100)) (then (call $say (local.get $b)) (unreachable)))
    (call $ways (local.get $b) (local.get $a))))
"#;

/// What each function answers, and what was said until then, for small arguments.
fn run(module: &[u8]) -> Vec<(i32, i32)> {
    let engine = Engine::default();
    let module = wasmi::Module::new(&engine, module).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Linker::new(&engine).instantiate_and_start(&mut store, &module).unwrap();
    let mut heard = Vec::new();
    for name in ["ways", "value", "never"] {
        for (a, b) in (-2..9).flat_map(|a| (-2..9).map(move |b| (a, b))) {
            let mut said = [Val::I32(0), Val::I32(0)];
            let [answer, trace] = &mut said;
            let call = |store: &mut Store<()>, name: &str, args: &[Val], to: &mut Val| {
                let function = instance.get_func(&*store, name).unwrap();
                function.call(store, args, std::slice::from_mut(to)).unwrap();
            };
            call(&mut store, name, &[Val::I32(a), Val::I32(b)], answer);
            call(&mut store, "said", &[], trace);
            heard.push((said[0].i32().unwrap(), said[1].i32().unwrap()));
        }
    }
    heard
}

/// The module, and how many points the function has that has most.
fn whole() -> (Vec<u8>, usize) {
    let whole = wat::parse_str(TEXT).unwrap();
    let module = parse(&whole).unwrap();
    let most = module.funcs.iter_local().map(|(_, local)| points(&module, local).len()).max().unwrap();
    (whole, most)
}

#[test]
fn a_function_in_parts_does_what_it_did() {
    let (whole, most) = whole();
    let expected = run(&whole);
    assert!(most > 8, "{most}");
    let mut parts = Vec::new();
    let each = (0..most).map(|one| BTreeSet::from([one]));
    for cold in each.chain([(0..most).collect(), (0..most).filter(|one| one % 2 == 1).collect()]) {
        let mut module = parse(&whole).unwrap();
        let before = module.funcs.iter().count();
        outline(&mut module, |_, _| [("part of ", ANY, cold.clone())]).unwrap();
        parts.push(module.funcs.iter().count() - before);
        assert_eq!(run(&module.emit_wasm()), expected, "{cold:?}");
    }
    // The smallest are not worth a call.
    assert!(parts.iter().filter(|parts| **parts > 0).count() * 2 > most, "{parts:?}");
    assert!(parts.iter().any(|parts| *parts >= 4), "{parts:?}");
}

#[test]
fn a_part_can_have_a_part_of_its_own() {
    let (whole, most) = whole();
    let expected = run(&whole);
    let mut both = 0;
    for one in 0..most {
        for two in 0..most {
            let mut module = parse(&whole).unwrap();
            let (inner, all) = (BTreeSet::from([one]), BTreeSet::from([one, two]));
            outline(&mut module, |_, _| [("inner ", ANY, inner.clone()), ("outer ", ANY, all.clone())])
                .unwrap();
            let named = |prefix: &str| {
                let names = module.funcs.iter().filter_map(|function| function.name.as_deref());
                names.filter(|name| name.starts_with(prefix)).count()
            };
            both += usize::from(named("inner ") > 0 && named("outer ") > 0);
            assert_eq!(run(&module.emit_wasm()), expected, "{one} {two}");
        }
    }
    assert!(both > most, "{both}");
}

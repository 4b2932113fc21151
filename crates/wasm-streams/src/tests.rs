//! Modules with every kind of instruction, there and back; and files that are not what they should be.
#![allow(clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::env;

use wasmparser::{Parser, Payload};

use crate::kind::{Kind, kind, numbers};
use crate::{pack, unpack};

/// Every kind of instruction, and what it needs.
const EVERY: &str = include_str!("../tests/every.wat");

fn all() -> Vec<u8> {
    wat::parse_str(EVERY).unwrap()
}

/// The same with one function more.
fn with(function: &str) -> Vec<u8> {
    let every = EVERY.trim_end().strip_suffix(')').unwrap();
    wat::parse_str(format!("{every} {function})")).unwrap()
}

/// The opcodes of a module, and the second ones behind 0xfc.
fn opcodes(module: &[u8]) -> BTreeSet<(u8, u8)> {
    let mut found = BTreeSet::new();
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CodeSectionEntry(body) = payload.unwrap() else { continue };
        let mut operators = body.get_operators_reader().unwrap();
        while !operators.eof() {
            let place = operators.original_position();
            operators.read().unwrap();
            let opcode = module[place];
            found.insert((opcode, if opcode == 0xfc { module[place + 1] } else { 0 }));
        }
    }
    found
}

#[test]
fn each_kind_of_instruction_comes_back_as_it_was() {
    let module = all();
    assert_eq!(unpack(&pack(&module).unwrap()).unwrap(), module);
    // All that are not plain, but for those that read as their neighbours do.
    let found = opcodes(&module);
    for opcode in (0..=255)
        .filter(|opcode| !matches!(kind(*opcode), None | Some(Kind::Plain | Kind::Access | Kind::More)))
    {
        assert!(found.contains(&(opcode, 0)), "tests/every.wat has no 0x{opcode:02x}");
    }
    for second in (0..=255).filter(|second| numbers(*second).is_some_and(|count| count > 0)) {
        let second = u8::try_from(second).unwrap();
        assert!(found.contains(&(0xfc, second)), "tests/every.wat has no 0xfc {second}");
    }
}

#[test]
fn functions_of_all_sizes_come_back() {
    for count in [0, 1, 60, 62, 64, 126, 128, 8_190, 8_192, 8_194, 1_100_000] {
        let module = with(&format!("(func {}) (func nop)", "nop ".repeat(count)));
        assert_eq!(unpack(&pack(&module).unwrap()).unwrap(), module, "{count}");
    }
}

#[test]
fn a_module_without_functions_comes_back() {
    for text in ["(module)", "(module (memory 1) (data (i32.const 0) \"a\"))"] {
        let module = wat::parse_str(text).unwrap();
        assert_eq!(unpack(&pack(&module).unwrap()).unwrap(), module);
    }
}

#[test]
fn what_is_packed_is_a_module_of_one_section() {
    let packed = pack(&all()).unwrap();
    let mut payloads = Parser::new(0).parse_all(&packed).map(Result::unwrap);
    assert!(matches!(payloads.next(), Some(Payload::Version { .. })));
    assert!(matches!(payloads.next(), Some(Payload::CustomSection(section)) if section.name() == "streams"));
    assert!(matches!(payloads.next(), Some(Payload::End(_))));
}

#[test]
fn what_is_not_known_is_refused() {
    let vector = "(func (drop (v128.const i32x4 1 2 3 4)))";
    let tail_call = "(func (return_call $f))";
    let typed = "(func (local (ref null $none)))";
    for text in [vector, tail_call, typed] {
        assert!(pack(&with(text)).is_err(), "{text}");
    }
    assert!(pack(b"no module").is_err());
    assert!(pack(&[]).is_err());
}

#[test]
fn a_module_is_no_packed_one() {
    assert!(unpack(&all()).is_err());
    assert!(unpack(b"\0asm\x01\0\0\0").is_err());
}

#[test]
fn a_file_that_is_cut_off_is_refused_wherever_that_is() {
    let packed = pack(&all()).unwrap();
    for length in 0..packed.len() {
        assert!(unpack(&packed[..length]).is_err(), "{length}");
    }
}

/// Answers an error or some module, and ends.
#[test]
fn a_file_that_was_changed_stops_nothing() {
    let seed = env::var("INTAKE_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    println!("seed {seed}");
    let mut random = Random(seed);
    let (module, packed) = (all(), pack(&all()).unwrap());
    let (mut refused, mut same) = (0, 0);
    for _ in 0..20_000 {
        let mut changed = packed.clone();
        for _ in 0..=random.below(3) {
            let place = random.below(changed.len());
            changed[place] ^= 1 << random.below(8);
        }
        match unpack(&changed) {
            Ok(other) => {
                assert!(other.len() < 1_000_000);
                same += usize::from(other == module);
            }
            Err(_) => refused += 1,
        }
    }
    assert!(refused > 1000, "{refused}");
    assert!(same < 1000, "{same}");
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % (most as u64)).unwrap()
    }
}

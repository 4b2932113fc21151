//! Small crates with a fault in them: what the rules about imports must find.

use std::collections::BTreeMap;

use super::Imports;

fn imports(files: &[(&str, &str)]) -> Imports {
    let files = [("lib.rs", "mod a; mod b;")].iter().chain(files);
    let files: BTreeMap<String, String> =
        files.map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    Imports::read(&files)
}

fn circle(files: &[(&str, &str)]) -> String {
    let circles: Vec<String> = imports(files).circles().iter().map(|files| files.join(" ")).collect();
    circles.join("; ")
}

#[test]
fn two_files_that_import_each_other_are_a_circle() {
    let files = [("a.rs", "use crate::b::B;"), ("b.rs", "use super::a::A;")];
    assert_eq!(circle(&files), "a.rs b.rs");
}

#[test]
fn a_path_in_code_or_in_a_macro_counts() {
    let files = [
        ("a.rs", "fn f() { println!(\"{}\", crate::b::g()) }"),
        ("b.rs", "fn g() -> Vec<super::c::C> { Vec::<u8>::new() }"),
        ("c.rs", "use crate::{a::f, d}; "),
    ];
    assert_eq!(circle(&files), "a.rs b.rs c.rs");
}

#[test]
fn a_child_that_imports_what_its_parent_re_exports_from_another_child_closes_a_circle() {
    let files = [
        ("a.rs", "mod b; mod c; pub use b::{B, B as D}; pub use c::C;"),
        ("a/b.rs", "use super::C;"),
        ("a/c.rs", "use std::rc::Rc;"),
    ];
    assert_eq!(circle(&files), "a.rs a/b.rs");
}

#[test]
fn a_module_that_was_imported_is_followed_by_its_name_here() {
    let files = [
        ("a.rs", "use crate::b as other; fn f() { other::c::g() }"),
        ("b.rs", "pub mod c;"),
        ("b/c.rs", "use crate::a::{self, f};"),
    ];
    assert_eq!(circle(&files), "a.rs b/c.rs");
}

#[test]
fn what_only_tests_import_counts_for_nothing() {
    let files = [
        ("a.rs", "use crate::b::B; #[cfg(test)] mod tests; #[cfg(test)] mod more { use super::tests::T; }"),
        ("a/tests.rs", "use super::A; use crate::b::B;"),
        ("b.rs", "#[cfg(test)] mod tests { use crate::a::A; } #[cfg(all(test, unix))] use crate::a::A;"),
    ];
    assert_eq!(circle(&files), "");
}

#[test]
fn declaring_a_module_is_no_import_nor_is_a_visibility() {
    assert_eq!(circle(&[("a.rs", "mod b; pub(in crate::b) struct A;"), ("b.rs", "use crate::a::A;")]), "");
    assert_eq!(circle(&[("a.rs", "mod b; pub struct A;"), ("a/b.rs", "use super::A;")]), "");
}

#[test]
fn an_import_from_a_later_room_runs_against_the_order() {
    let files = [
        ("lib.rs", "mod a; mod b; pub use b::B;"),
        ("a.rs", "mod c;"),
        ("a/c.rs", "use crate::b::B;"),
        ("b.rs", ""),
    ];
    let order = ["a".to_owned(), "b".to_owned()];
    let found = imports(&files).against(&order).unwrap();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["a/c.rs → b.rs"]);
    let unlisted = imports(&files).against(&order[..1]).unwrap_err();
    assert!(unlisted.contains("`b`"), "{unlisted}");
}

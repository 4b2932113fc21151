//! Which functions come later, by name, and where a function is cut: a text, a line each, to be kept with the sources.
//!
//! A line is the number of a module, a function's name, and, after a tab, a number for its shape, and of the
//! points where it could be cut those that nothing passed before the end, a bar, and those that only an answered page passes:
//!
//! ```text
//! 2 <intake_form::submit::sign>::seal
//! 0 <intake_form::control::Control>::view    70314 2 5 7|3 4
//! ```
//!
//! A function that has changed since has another shape, and stays whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use anyhow::{Context, Result};

/// Where a function is cut, by the places of its points.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(crate) struct Cuts {
    /// The function's. If that has another one now, it has changed.
    pub shape: usize,
    /// Those that nothing passed.
    pub last: BTreeSet<usize>,
    /// Those that only answers pass.
    pub later: BTreeSet<usize>,
}

/// Functions by name: the number of their module, and their cuts. Lines that begin with `#` are for people.
#[derive(Default)]
pub struct List(BTreeMap<String, (usize, Cuts)>);

impl List {
    /// # Errors
    /// With the line that is none.
    pub fn parse(text: &str) -> Result<Self> {
        let mut list = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let (number, rest) = line.split_once(' ').with_context(|| line.to_owned())?;
            let (name, cuts) = rest.split_once('\t').unwrap_or((rest, ""));
            let (last, later) = cuts.split_once('|').unwrap_or((cuts, ""));
            let mut last = last.split(' ').filter_map(|place| place.parse().ok());
            let shape = last.next().unwrap_or_default();
            let later = later.split(' ').filter_map(|place| place.parse().ok()).collect();
            list.add(name, number.parse()?, Cuts { shape, last: last.collect(), later });
        }
        Ok(list)
    }

    pub(crate) fn add(&mut self, name: &str, module: usize, cuts: Cuts) {
        self.0.insert(name.to_owned(), (module, cuts));
    }

    /// What `parse` reads.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (name, (module, cuts)) in &self.0 {
            let places = |places: &BTreeSet<usize>| {
                places.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
            };
            let _ = match cuts {
                Cuts { last, later, .. } if last.is_empty() && later.is_empty() => {
                    writeln!(text, "{module} {name}")
                }
                Cuts { shape, last, later } => {
                    let last = if last.is_empty() { String::new() } else { format!(" {}", places(last)) };
                    writeln!(text, "{module} {name}\t{shape}{last}|{}", places(later))
                }
            };
        }
        text
    }

    /// The module in which a function is: the first if nothing is known of it.
    pub(crate) fn module(&self, name: &str) -> usize {
        self.0.get(name).map_or(0, |(module, _)| *module)
    }

    /// Where a function of this shape is cut.
    pub(crate) fn cuts(&self, name: &str, shape: usize) -> Cuts {
        let cuts = self.0.get(name).map(|(_, cuts)| cuts.clone());
        cuts.filter(|cuts| cuts.shape == shape).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_is_read() {
        let cuts = |shape, last: &[usize], later: &[usize]| Cuts {
            shape,
            last: last.iter().copied().collect(),
            later: later.iter().copied().collect(),
        };
        let mut list = List::default();
        list.add("<a as b<c, d>>::e", 2, Cuts::default());
        list.add("f", 0, cuts(14, &[2, 5], &[3]));
        list.add("g", 1, cuts(3, &[1], &[]));
        list.add("h", 0, cuts(3, &[], &[1]));
        let text = list.text();
        assert_eq!(text, "2 <a as b<c, d>>::e\n0 f\t14 2 5|3\n1 g\t3 1|\n0 h\t3|1\n");
        let read = List::parse(&text).unwrap();
        assert_eq!(read.text(), text);
        assert_eq!(read.cuts("f", 14), cuts(14, &[2, 5], &[3]));
        assert_eq!((read.module("<a as b<c, d>>::e"), read.module("g"), read.module("unknown")), (2, 1, 0));
    }

    #[test]
    fn a_function_that_has_changed_stays_whole() {
        let list = List::parse("0 f\t14 2 5|3\n").unwrap();
        assert_eq!(list.cuts("f", 15), Cuts::default());
    }
}

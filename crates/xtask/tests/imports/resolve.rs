//! Which file a path leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::path::Paths;

/// The modules of a crate, by their paths from its root, with their files.
pub struct Modules<'f>(BTreeMap<Vec<String>, &'f str>);

impl<'f> Modules<'f> {
    /// `main.rs` is the root of a crate that has no `lib.rs`.
    pub fn new(files: &BTreeMap<&'f str, Paths>) -> Self {
        let tests: BTreeSet<Vec<String>> = files
            .iter()
            .flat_map(|(file, paths)| {
                let module = module(file);
                let inside = move |name: &String| [module.clone(), vec![name.clone()]].concat();
                paths.test_modules.iter().map(inside).collect::<Vec<_>>()
            })
            .collect();
        let is_test = |module: &[String]| {
            (1..=module.len()).any(|length| module.get(..length).is_some_and(|outer| tests.contains(outer)))
        };
        let mut modules = BTreeMap::new();
        for file in files.keys() {
            let module = module(file);
            if !is_test(&module) {
                // `lib.rs` comes before `main.rs`.
                modules.entry(module).or_insert(*file);
            }
        }
        Self(modules)
    }

    /// The other files that the paths of a file lead to.
    pub fn targets(&self, file: &str, paths: &Paths) -> BTreeSet<String> {
        let own = module(file);
        if !self.0.contains_key(&own) {
            return BTreeSet::new();
        }
        let mut named = BTreeMap::new();
        let mut targets = BTreeSet::new();
        for (path, name) in &paths.uses {
            if let Some(module) = self.follow(&own, path, &BTreeMap::new()) {
                targets.insert(self.file(&module));
                if module.last() == path.last() {
                    named.insert(name.as_str(), module);
                }
            }
        }
        let modules = paths.others.iter().filter_map(|path| self.follow(&own, path, &named));
        targets.extend(modules.map(|module| self.file(&module)));
        targets.remove(file);
        targets
    }

    /// The innermost module on a path that begins in `own`, where imported modules have names;
    /// nothing where it leads out of the crate.
    fn follow(
        &self,
        own: &[String],
        path: &[String],
        named: &BTreeMap<&str, Vec<String>>,
    ) -> Option<Vec<String>> {
        let mut rest = path.iter().peekable();
        let first = rest.next()?;
        let mut module = match first.as_str() {
            "crate" => Vec::new(),
            "self" => own.to_vec(),
            "super" => parent(own),
            name => match named.get(name) {
                Some(module) => module.clone(),
                None => [own, &[name.to_owned()]].concat(),
            },
        };
        while rest.next_if(|name| *name == "super").is_some() {
            module = parent(&module);
        }
        self.0.get(&module)?;
        for name in rest {
            module.push(name.clone());
            if !self.0.contains_key(&module) {
                module.pop();
                break;
            }
        }
        Some(module)
    }

    fn file(&self, module: &[String]) -> String {
        self.0.get(module).map(|file| (*file).to_owned()).unwrap_or_default()
    }
}

/// `lib.rs` is the root, `a/b.rs` and `a/b/mod.rs` are `a::b`.
fn module(file: &str) -> Vec<String> {
    let mut names: Vec<String> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    names.pop_if(|last| matches!(last.as_str(), "lib" | "main" | "mod"));
    names
}

fn parent(module: &[String]) -> Vec<String> {
    module.split_last().map(|(_, parent)| parent.to_vec()).unwrap_or_default()
}

//! Mutated inputs from corpora: bytes changed here and there, values swapped, doubled or
//! replaced, pieces of one expression in another.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "each who includes this uses its part, and it reads files"
)]

use std::path::Path;
use std::sync::Arc;

use intake_core::form::{Form, compile};
use intake_core::json::Json;
use intake_core::session::Session;

use super::drive::today;
use super::random::{Random, household};

/// What mutations start from.
pub struct Corpora {
    /// The shipped forms are large, so they come once in a while.
    pub shipped: Vec<String>,
    pub definitions: Vec<Vec<u8>>,
    pub expressions: Vec<Vec<u8>>,
    pub answers: Vec<Vec<u8>>,
    /// The forms that are answered.
    pub forms: Vec<Arc<Form>>,
}

pub enum Input {
    Definition(Vec<u8>),
    Expression(Vec<u8>),
    /// Answers to the form of that number.
    Answers(usize, Vec<u8>),
}

impl Corpora {
    /// Reads the corpora of the repository at `root`.
    pub fn read(root: &Path) -> Self {
        let core = root.join("crates/intake-core");
        let name = |(name, _): &(String, Vec<u8>)| name.ends_with(".json") && !name.contains(".schema.");
        let shipped: Vec<String> = files(&root.join("schemas"))
            .into_iter()
            .filter(name)
            .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
            .collect();
        let members = std::fs::read_to_string(core.join("tests/support/members.json")).unwrap();
        let forms = [&members].into_iter().chain(&shipped);
        let forms = forms.map(|text| Arc::new(compile(&Json::parse(text).unwrap()).form.unwrap())).collect();
        let bytes = |folder: &str| files(&core.join(folder)).into_iter().map(|(_, bytes)| bytes);
        let mut expressions: Vec<Vec<u8>> = bytes("fuzz/corpus/expression").collect();
        for text in bytes("tests/expr") {
            let lines = text.split(|byte| *byte == b'\n');
            expressions
                .extend(lines.filter(|l| !l.is_empty() && l.first() != Some(&b' ')).map(<[u8]>::to_vec));
        }
        for text in shipped.iter().chain([&members]) {
            sources(&Json::parse(text).unwrap(), &mut expressions);
        }
        Self {
            definitions: bytes("fuzz/corpus/definition").chain(bytes("tests/check")).collect(),
            answers: bytes("fuzz/corpus/answers").collect(),
            shipped,
            expressions,
            forms,
        }
    }

    /// One mutated input.
    pub fn input(&self, random: &mut Random) -> Input {
        match random.below(20) {
            0..3 => Input::Definition(self.definition(random)),
            3..11 => Input::Expression(self.expression(random)),
            _ => {
                let form = random.below(self.forms.len());
                Input::Answers(form, self.answers(form, random))
            }
        }
    }

    fn definition(&self, random: &mut Random) -> Vec<u8> {
        let large = random.one_in(20);
        let whole = if large { random.pick(&self.shipped).map(|text| text.as_bytes()) } else { None };
        let whole = whole.or(random.pick(&self.definitions).map(Vec::as_slice)).unwrap_or_default();
        if random.one_in(2) {
            return bytes(whole, random);
        }
        let Ok(mut json) = Json::parse_bytes(whole, Default::default()) else { return bytes(whole, random) };
        (0..1 + random.below(3)).for_each(|_| mutate(&mut json, random));
        json.to_string().into_bytes()
    }

    fn expression(&self, random: &mut Random) -> Vec<u8> {
        let mut text = random.pick(&self.expressions).cloned().unwrap_or_default();
        for _ in 0..random.below(3) {
            // A piece of another: operators and names stand where they did not.
            let other = random.pick(&self.expressions).map(Vec::as_slice).unwrap_or_default();
            let from = random.below(other.len() + 1);
            let to = from + random.below(other.len() - from + 1);
            let at = random.below(text.len() + 1);
            text.splice(at..at, other.get(from..to).unwrap_or_default().iter().copied()).for_each(drop);
        }
        if random.one_in(50) {
            let open = random.pick(&["(", "[", "!", "-", "a.", "1+", "{1:", "x ? ", "\""]).unwrap();
            text.splice(0..0, open.repeat(1 + random.below(2000)).into_bytes()).for_each(drop);
        }
        if random.one_in(2) { text } else { bytes(&text, random) }
    }

    fn answers(&self, form: usize, random: &mut Random) -> Vec<u8> {
        let form = self.forms.get(form).unwrap();
        let mut json = match random.below(8) {
            0 => match random.pick(&self.answers) {
                Some(text) => return bytes(text, random),
                None => Json::Null,
            },
            1 => household(form, &mut Session::new(form.clone(), today()), random, 5),
            _ => match random.pick(&form.scenarios) {
                Some(scenario) => scenario.answers.clone(),
                None => household(form, &mut Session::new(form.clone(), today()), random, 5),
            },
        };
        (0..1 + random.below(4)).for_each(|_| mutate(&mut json, random));
        let text = json.to_string();
        if random.one_in(3) { bytes(text.as_bytes(), random) } else { text.into_bytes() }
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = entries.filter(|path| path.is_file()).collect();
    // The order of a folder differs between machines; a seed means the same everywhere.
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    paths.into_iter().map(|path| (name(&path), std::fs::read(&path).unwrap())).collect()
}

/// The expressions of a definition.
fn sources(json: &Json, found: &mut Vec<Vec<u8>>) {
    const WHERE: [&str; 7] =
        ["relevant", "required", "constraint", "calculation", "test", "estimate", "choiceFilter"];
    for (name, value) in json.as_object().unwrap_or_default() {
        match value.as_str().filter(|_| WHERE.contains(&name.as_str())) {
            Some(text) => found.push(text.as_bytes().to_vec()),
            None => sources(value, found),
        }
    }
    json.as_array().unwrap_or_default().iter().for_each(|json| sources(json, found));
}

/// Bytes changed, taken out, repeated, or digits made larger.
pub fn bytes(text: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for _ in 0..1 + random.below(3) {
        if bytes.is_empty() {
            return bytes;
        }
        let at = random.below(bytes.len());
        match random.below(4) {
            0 => bytes.splice(at..at + 1, [random.next() as u8]).for_each(drop),
            1 => bytes.splice(at..(at + random.below(20)).min(bytes.len()), []).for_each(drop),
            2 => {
                let from = random.below(bytes.len());
                let piece = bytes.get(from..(from + 30).min(bytes.len())).unwrap().to_vec();
                bytes.splice(at..at, piece).for_each(drop);
            }
            _ => {
                let digit = bytes.iter().skip(at).position(u8::is_ascii_digit).map(|i| i + at);
                digit.into_iter().for_each(|i| bytes.splice(i..i, *b"99").for_each(drop));
            }
        }
    }
    bytes
}

/// Every value of a document, deepest last.
fn places<'a>(json: &'a Json, out: &mut Vec<&'a Json>) {
    out.push(json);
    json.as_array().unwrap_or_default().iter().for_each(|json| places(json, out));
    json.as_object().unwrap_or_default().iter().for_each(|(_, json)| places(json, out));
}

fn place_mut<'a>(json: &'a mut Json, left: &mut usize) -> Option<&'a mut Json> {
    if *left == 0 {
        return Some(json);
    }
    *left -= 1;
    match json {
        Json::Array(items) => items.iter_mut().find_map(|json| place_mut(json, left)),
        Json::Object(members) => members.iter_mut().find_map(|(_, json)| place_mut(json, left)),
        _ => None,
    }
}

/// Swaps, doubles or replaces a value.
pub fn mutate(json: &mut Json, random: &mut Random) {
    let mut all = Vec::new();
    places(json, &mut all);
    let (count, other) = (all.len(), (*random.pick(&all).unwrap()).clone());
    let odd =
        ["0", "-1", "9007199254740991", "1e300", "null", "true", "\"\"", "\"today\"", "[]", "{}", "200"];
    let odd = Json::parse(random.pick(&odd).unwrap()).unwrap();
    let kind = random.below(4);
    let Some(place) = place_mut(json, &mut random.below(count)) else { return };
    match (place, kind) {
        (Json::Array(items), 0) => items.extend(items.clone()),
        (Json::Array(items), 1) => items.reverse(),
        (Json::Object(members), 0) => drop(members.pop()),
        (Json::Object(members), 1) => members.reverse(),
        (place, 2) => *place = other,
        (place, _) => *place = odd,
    }
}

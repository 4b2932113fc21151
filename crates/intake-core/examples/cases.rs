//! Writes what the engine takes and refuses, for other judges of an exported schema:
//! `cargo run -p intake-core --example cases -- 31 schemas/us-nutrition-screener.json …`
//! (seed, forms). A line of JSON for each form.

#![allow(clippy::disallowed_methods, reason = "an example reads its arguments and writes")]

#[path = "../tests/support/cases.rs"]
mod cases;
#[path = "../tests/support/random.rs"]
mod random;

use std::io::Write;
use std::sync::Arc;

use intake_core::form::compile;
use intake_core::json::Json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((seed, forms)) = words.split_first() else { return Err("seed, forms".into()) };
    let mut random = random::Random(seed.parse()?);
    let mut out = std::io::stdout().lock();
    for file in forms {
        let definition = Json::parse(&std::fs::read_to_string(file)?).map_err(|error| error.kind.code())?;
        let form = Arc::new(compile(&definition).form.ok_or("the form has errors")?);
        let cases = cases::cases(&form, &mut random, 300);
        let scenarios = cases
            .scenarios
            .into_iter()
            .map(|(name, answers)| Json::object([("name", Json::string(&*name)), ("answers", answers)]));
        let refused = cases
            .refused
            .into_iter()
            .map(|(what, answers)| Json::object([("what", Json::string(what)), ("answers", answers)]));
        let line = Json::object([
            ("form", Json::string(file.as_str())),
            ("scenarios", Json::Array(scenarios.collect())),
            ("households", Json::Array(cases.households)),
            ("refused", Json::Array(refused.collect())),
        ]);
        writeln!(out, "{line}")?;
    }
    Ok(())
}

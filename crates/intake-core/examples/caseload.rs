//! Makes up a caseload: `cargo run --release -p intake-core --example caseload --
//! schemas/us-nutrition-screener.json 1000000 1 > caseload.jsonl` (form, households, seed).

#![allow(clippy::disallowed_methods, reason = "an example reads its arguments and writes")]

#[path = "../tests/support/random.rs"]
mod random;

use std::io::Write;
use std::sync::Arc;

use intake_core::date::Date;
use intake_core::form::compile;
use intake_core::json::Json;
use intake_core::session::Session;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [form, count, seed] = words.as_slice() else { return Err("form, households, seed".into()) };
    let definition = Json::parse(&std::fs::read_to_string(form)?).map_err(|error| error.kind.code())?;
    let form = Arc::new(compile(&definition).form.ok_or("the form has errors")?);
    let mut session = Session::new(form.clone(), Date::parse("2026-11-22").ok_or("no such day")?);
    let mut random = random::Random(seed.parse()?);
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for line in 1..=count.parse::<u64>()? {
        let answers = random::household(&form, &mut session, &mut random, 20).to_string();
        writeln!(out, "{{\"id\":\"h{line}\",{}", answers.get(1..).unwrap_or_default())?;
    }
    Ok(out.flush()?)
}

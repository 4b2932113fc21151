//! Packs modules and unpacks them: `streams pack FROM INTO`, `streams unpack FROM INTO`. What is packed may be text (`.wat`).

use std::env;
use std::fs;

use anyhow::{Context, Result, bail, ensure};

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let mut next = || arguments.next().context("streams pack FROM INTO, or streams unpack FROM INTO");
    let (what, from, into) = (next()?, next()?, next()?);
    let written = match what.as_str() {
        "pack" => {
            let module = wat::parse_file(from)?;
            let packed = wasm_streams::pack(&module)?;
            ensure!(wasm_streams::unpack(&packed)? == module, "another module comes of it");
            packed
        }
        "unpack" => wasm_streams::unpack(&fs::read(from)?)?,
        _ => bail!("it packs and unpacks, and knows nothing of {what}"),
    };
    Ok(fs::write(into, written)?)
}

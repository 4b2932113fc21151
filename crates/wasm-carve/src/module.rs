//! A WebAssembly module as the splitter and the outliner read it.

use anyhow::Result;
use walrus::{Module, ModuleConfig};

pub(crate) fn parse(module: &[u8]) -> Result<Module> {
    ModuleConfig::new().generate_producers_section(false).parse(module)
}

/// A function's name without the digits that differ from build to build: hashes of crates, and the
/// numbers that tell functions of one name apart.
pub(crate) fn plain(name: &str) -> String {
    let name = match name.rsplit_once('.') {
        Some((name, number)) if number.chars().all(|digit| digit.is_ascii_digit()) => name,
        _ => name,
    };
    let mut pieces = name.split('[');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(']') {
            Some((hash, behind))
                if hash.len() >= 8 && hash.chars().all(|digit| digit.is_ascii_hexdigit()) =>
            {
                plain += behind;
            }
            _ => plain = plain + "[" + piece,
        }
    }
    plain
}

//! The verifier of docs/envelope.md in Rust, without the form engine.
//!
//!     cargo run -p intake-envelope --example verify -- AUDIENCE FORM-DIGEST,… FILE…
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a command line reads files and prints")]

mod receive;
mod shape;

use std::collections::HashMap;

use intake_envelope::{Opened, Refused, base64url, decode_base64url, open, thumbprint_input};
use p256::ecdsa::{Signature, VerifyingKey, signature::Verifier};
use receive::receive;
use sha2::{Digest, Sha256};

fn sha256(text: &str) -> String {
    base64url(&Sha256::digest(text.as_bytes()))
}

/// Steps 1 to 6: what was opened, and the digest of its body; the reason class.
fn verify(bytes: &[u8]) -> Result<(Opened, String), &'static str> {
    let opened = open(bytes).map_err(|refused| match refused {
        Refused::Json(_) => "json",
        Refused::NotAnObject | Refused::SignatureMissing | Refused::SignatureShape => "envelope",
        Refused::HeaderShape | Refused::HeaderMember | Refused::Algorithm | Refused::Type => "header",
        Refused::Key => "key",
    })?;
    let (x, y) = (&opened.header.x, &opened.header.y);
    let point = [vec![4], decode_base64url(x).ok_or("key")?, decode_base64url(y).ok_or("key")?].concat();
    let key = VerifyingKey::from_sec1_bytes(&point).map_err(|_| "key")?;
    if opened.header.kid != sha256(&thumbprint_input(x, y)) {
        return Err("key");
    }
    let signature = Signature::from_slice(&opened.signature).map_err(|_| "signature")?;
    key.verify(opened.signing_input.as_bytes(), &signature).map_err(|_| "signature")?;
    if opened.canonical.len() + opened.protected.len() + 2 + 86 + 15 > 1 << 20 {
        return Err("json");
    }
    let digest = format!("sha-256:{}", sha256(&opened.canonical));
    Ok((opened, digest))
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [audience, forms, files @ ..] = words.as_slice() else { return };
    let mut kept = HashMap::new();
    for file in files {
        let verdict = verify(&std::fs::read(file).unwrap_or_default()).and_then(|(opened, digest)| {
            receive((&opened.body, &digest), (audience, forms), &mut kept).map(|()| digest)
        });
        match verdict {
            Ok(digest) => println!("{file}: verified {digest}"),
            Err(reason) => println!("{file}: refused [{reason}]"),
        }
    }
}

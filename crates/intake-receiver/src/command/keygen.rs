//! `intake keygen`: the key that submissions are encrypted to, so that only its owner reads them.

use super::error::{CommandError, shown};
use crate::config::Keygen;
use crate::key::PrivateKey;
use crate::key_file::KeyPlace;
use std::io::{ErrorKind, Write};

pub(super) fn run(config: &Keygen, out: &mut impl Write) -> Result<bool, CommandError> {
    // Its name is not to be overwritten: whatever is encrypted to the key in it would be lost.
    if config.file.exists() {
        return Err(CommandError::File(config.file.clone(), ErrorKind::AlreadyExists.into()));
    }
    let key = PrivateKey::generate().ok_or(CommandError::Random)?;
    KeyPlace::File(config.file.clone()).make(&key).map_err(crate::receiver::KeyError::from)?;
    let (file, public) = (shown(&config.file), &key.public);
    let jwk = format!(
        r#"{{"kty":"EC","crv":"P-256","x":"{}","y":"{}","kid":"{}"}}"#,
        public.x, public.y, public.kid
    );
    writeln!(
        out,
        "{file} is the private key. WHO LOSES IT LOSES EVERYTHING that is encrypted to it: nobody can open that\n\
         any more, neither the server nor the makers of this program. Keep a copy where a fire or a thief does not\n\
         take both, and tell somebody where. Whoever else has it reads everything: keep it off the server that\n\
         receives, and out of mail.\n\
         \n\
         For a second key, of another person in another place, do the same again: the form encrypts to both, and\n\
         either opens it.\n\
         \n\
         The public key, for the page:\n\
         \n  recipient-key='{jwk}'\n\
         \n\
         and for two: recipient-key='[{{…}},{{…}}]'. Open what came with: intake decrypt --key {file} FILE…"
    )?;
    Ok(true)
}

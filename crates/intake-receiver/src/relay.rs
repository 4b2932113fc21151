//! Taking an encrypted submission for its owner: read from the outside, kept, and acknowledged.

use crate::accept::{Accepted, Refusal};
use crate::attachment::matched;
use crate::encrypted::{self, Encrypted};
use crate::moment::Moment;
use crate::receipt::Receipt;
use crate::receiver::Receiver;
use crate::reference::Reference;
use crate::store::{EncryptedRow, Kept};
use crate::upload::Upload;
use std::sync::Arc;

/// All that can be said before a byte of a file is read.
pub fn admit(receiver: &Receiver, bytes: &[u8]) -> Result<Encrypted, Refusal> {
    if !receiver.relay {
        return Err(Refusal::Encrypted);
    }
    let encrypted = encrypted::read(bytes).ok_or(Refusal::EncryptedShape)?;
    if receiver.audiences.contains(&encrypted.audience) { Ok(encrypted) } else { Err(Refusal::Audience) }
}

/// Keeps it, with the files that came.
pub async fn accept(
    receiver: &Receiver,
    encrypted: Encrypted,
    uploads: Vec<Upload>,
    now: Moment,
) -> Result<Accepted, Refusal> {
    let Encrypted { submission_id, digest, kids, document, files, .. } = encrypted;
    let files = Arc::new(matched(files, uploads).map_err(Refusal::Attachments)?);
    // Two references of 31^8 are rarely the same; five in a row never.
    for tries in 0..5 {
        let receipt = Receipt {
            submission_id: submission_id.clone(),
            digest: digest.clone(),
            received_at: now.to_string(),
            reference: Reference::draw(&submission_id, tries).map_err(|_| Refusal::Reference)?.to_string(),
        };
        let receipt = receipt.sign(&receiver.key.signing);
        let row = EncryptedRow {
            receipt: receipt.clone(),
            kids: kids.clone(),
            document: document.clone(),
            opened_at: None,
        };
        match receiver.store.keep_encrypted(row, files.clone()).await? {
            Kept::New => return Ok(Accepted { receipt, new: true }),
            Kept::Already(there) if there.receipt.digest == digest => {
                return Ok(Accepted { receipt: there, new: false });
            }
            Kept::Already(_) => return Err(Refusal::Conflict),
            Kept::ReferenceTaken | Kept::Superseded => {}
        }
    }
    Err(Refusal::Reference)
}

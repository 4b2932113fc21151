//! The receipt: the receiver's signed word that a submission is on disk.

use crate::key::PrivateKey;
use crate::keyring::Keyring;
use intake_core::json::Json;

/// The protected header's `typ` of a receipt's signature.
pub const TYP: &str = "intake-receipt+jws";

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    pub submission_id: String,
    /// Of the submission's canonical body.
    pub digest: String,
    /// RFC 3339, UTC.
    pub received_at: String,
    pub reference: String,
}

/// A receipt and the detached JWS over its canonical bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedReceipt {
    pub receipt: Receipt,
    pub signature: String,
}

impl Receipt {
    pub fn sign(self, key: &PrivateKey) -> SignedReceipt {
        let signature = key.sign_detached(TYP, &Json::object(self.members()));
        SignedReceipt { receipt: self, signature }
    }

    fn members(&self) -> [(&'static str, Json); 4] {
        [
            ("submissionId", Json::string(&self.submission_id)),
            ("digest", Json::string(&self.digest)),
            ("receivedAt", Json::string(&self.received_at)),
            ("reference", Json::string(&self.reference)),
        ]
    }
}

impl SignedReceipt {
    pub fn verifies(&self, keys: &Keyring) -> bool {
        keys.verifies_detached(TYP, &Json::object(self.receipt.members()), &self.signature)
    }

    pub fn to_json(&self) -> Json {
        let signature = ("signature", Json::string(&self.signature));
        Json::object(self.receipt.members().into_iter().chain([signature]))
    }
}

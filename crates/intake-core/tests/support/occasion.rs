//! When and for whom a body is made, where a test does not care.

use intake_core::submission::Occasion;

pub const OCCASION: Occasion<'static> = Occasion {
    submission_id: "0193a1f0-7c2a-7d30-8a00-000000000001",
    audience: "https://charity.example/intake",
    form_digest: "sha-256:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
    language: "en",
    signed_at: "2026-11-22T18:38:25Z",
    worker: None,
};

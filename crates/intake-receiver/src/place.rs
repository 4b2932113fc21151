//! Where something is wrong in a body.

/// A JSON Pointer (RFC 6901) into the body, and a code. Never a value.
pub type Places = Vec<(String, String)>;

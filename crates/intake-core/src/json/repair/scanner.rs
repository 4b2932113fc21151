//! How far a text has been read.

use super::mistake::Mistakes;

pub(super) struct Scanner<'a> {
    pub text: &'a str,
    pub at: usize,
    pub mistakes: &'a mut Mistakes,
    /// The brackets that are open.
    pub open: Vec<u8>,
}

impl Scanner<'_> {
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether the innermost bracket is that of an object.
    pub(super) fn in_object(&self) -> bool {
        self.open.last() == Some(&b'{')
    }
}

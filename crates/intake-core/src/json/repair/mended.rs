//! The text without its mistakes, each part of which knows where it comes from.

use std::ops::Range;

/// A text that is JSON, and where its parts stood in the text that was not.
#[derive(Clone, Default, Debug)]
pub struct Mended {
    text: String,
    /// In the order of `text`.
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    /// Where it starts in the mended text.
    start: usize,
    /// Where it stood.
    origin: Range<usize>,
}

impl Mended {
    /// JSON, with the line breaks of the text that was written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bytes of the mended text, as bytes of the text that was written.
    pub fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.at(range.start);
        if range.is_empty() {
            return start..start;
        }
        // A part that is shorter here than there ends where it ended there.
        start..(self.at(range.end - 1) + 1).max(start)
    }

    fn at(&self, at: usize) -> usize {
        let after = self.parts.partition_point(|part| part.start <= at);
        let Some(part) = after.checked_sub(1).and_then(|i| self.parts.get(i)) else { return 0 };
        (part.origin.start + at - part.start).min(part.origin.end.saturating_sub(1).max(part.origin.start))
    }

    /// Appends a part as it stood.
    pub(super) fn keep(&mut self, source: &str, origin: Range<usize>) {
        let text = source.get(origin.clone()).unwrap_or_default();
        self.write(text, origin);
    }

    /// Appends what is meant by a part.
    pub(super) fn write(&mut self, text: &str, origin: Range<usize>) {
        if text.is_empty() {
            return;
        }
        self.parts.push(Part { start: self.text.len(), origin });
        self.text.push_str(text);
    }
}

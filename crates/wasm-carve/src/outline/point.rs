use walrus::ir::InstrSeqId;

/// Where a function may be cut: what stands in a sequence from here on is either done to its end or
/// not begun, and finds nothing on the stack.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub seq: InstrSeqId,
    pub at: usize,
}

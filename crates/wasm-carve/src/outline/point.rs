use walrus::ir::InstrSeqId;

/// Where a function may be cut: what stands in a sequence from here on is either done to its end or
/// not begun, and finds nothing on the stack.
#[derive(Clone, Copy)]
pub(crate) struct Point {
    pub seq: InstrSeqId,
    pub at: usize,
}

/// A number for where a function can be cut. One that has changed since almost surely has another.
pub(crate) fn shape(points: &[Point]) -> usize {
    points.iter().fold(points.len(), |shape, point| (shape * 31 + point.at) % 999_983) + 1
}

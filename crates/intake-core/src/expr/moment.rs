//! The range of points and lengths of time, and carrying nanoseconds over to seconds.

use super::value::{EvalError, Evaluated, Value};

/// 0001-01-01T00:00:00Z
pub(super) const FIRST: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59Z
pub(super) const LAST: i64 = 253_402_300_799;
/// The longest duration, about 292 years, in seconds: the conformance tests refuse what
/// does not fit 64 bits of nanoseconds.
const LONGEST: i64 = 9_223_372_035;
pub(super) const NANOS: i64 = 1_000_000_000;

/// A timestamp within the years 1 to 9999.
pub(super) fn timestamp(seconds: i64, nanos: u32) -> Evaluated {
    if (FIRST..=LAST).contains(&seconds) {
        Ok(Value::Timestamp(seconds, nanos))
    } else {
        Err(EvalError::Overflow)
    }
}

/// A timestamp of seconds and any nanoseconds.
pub(super) fn timestamp_of(seconds: Option<i64>, nanos: i64) -> Evaluated {
    let seconds = seconds.and_then(|s| s.checked_add(nanos.div_euclid(NANOS))).ok_or(EvalError::Overflow)?;
    timestamp(seconds, nanos.rem_euclid(NANOS) as u32)
}

/// A duration of seconds and any nanoseconds.
pub(super) fn duration_of(seconds: Option<i64>, nanos: i64) -> Evaluated {
    let (seconds, nanos) = balance(seconds, nanos).ok_or(EvalError::Overflow)?;
    Ok(Value::Duration(seconds, nanos))
}

/// Seconds and nanoseconds of the same sign, within the range of durations.
pub(super) fn balance(seconds: Option<i64>, nanos: i64) -> Option<(i64, i32)> {
    let mut seconds = seconds?.checked_add(nanos.div_euclid(NANOS))?;
    let mut nanos = nanos.rem_euclid(NANOS);
    if seconds < 0 && nanos > 0 {
        seconds += 1;
        nanos -= NANOS;
    }
    (seconds.abs() <= LONGEST).then_some((seconds, nanos as i32))
}

//! A moment and the zone in which it was, as text.
//!
//! In: seconds and minutes east of UTC, or a text. Out: the other. Deliberately absent: the clock.

use crate::model::Timestamp;

/// A moment by RFC 3339, `2026-11-20T10:31:05+01:00`. One beyond the calendar is written as its end.
pub(super) fn moment_to_text(at: Timestamp, offset_minutes: i32) -> String {
    let offset = jiff::tz::Offset::from_seconds(offset_minutes.saturating_mul(60));
    let offset = offset.unwrap_or(jiff::tz::Offset::UTC);
    let (first, last) = (jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
    let moment = jiff::Timestamp::from_second(at.clamp(first, last)).unwrap_or_default();
    moment.display_with_offset(offset).to_string()
}

/// What [`moment_to_text`] wrote.
pub(super) fn moment_from_text(text: &str) -> Option<(Timestamp, i32)> {
    let pieces = jiff::fmt::temporal::Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let moment: jiff::Timestamp = text.parse().ok()?;
    Some((moment.as_second(), offset.seconds() / 60))
}

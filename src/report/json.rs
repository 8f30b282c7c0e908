//! Reports as JSON.
//!
//! In: any report. Out: one indented document that ends with a line break.
//! Deliberately absent: a second shape; the structs are the shape.

use serde::Serialize;

/// The JSON of a report.
///
/// # Panics
/// Never for the structs of this room: their keys are strings and nothing in them refuses.
#[must_use]
pub fn to_json(report: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(report)
        .expect("because reports hold only strings, numbers and structs of these");
    json.push('\n');
    json
}

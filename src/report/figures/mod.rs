//! Figures of a profile as plain data, for `profile` and `retro` alike.
//!
//! In: `profile` values. Out: serialisable structs, rounded as they are shown.
//! Deliberately absent: any new judgement.

mod area;
mod outcomes;
mod period;
mod repairs;

pub use area::AreaFigures;
pub(super) use area::reading;
pub use outcomes::{HeldFigures, OutcomeChangeCounts, OutcomeSums};
pub use period::{ChangeFigures, PeriodFigures, SetAside, WindowFigure};
pub use repairs::RepairFigures;

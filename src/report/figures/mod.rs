//! Figures of a profile as plain data, for `profile` and `retro` alike.
//!
//! In: `profile` values. Out: serialisable structs, rounded as they are shown.
//! Deliberately absent: any new judgement.

mod area;
mod leverage;
mod period;
mod repairs;

pub use area::AreaFigures;
pub(super) use area::reading;
pub use leverage::{
    BuiltOnFigures, HeldFigures, LineFigures, OutcomeChangeCounts, OutcomeSums, SurvivalFigures,
};
pub use period::{ChangeFigures, PeriodFigures, SetAside, WindowFigure};
pub use repairs::RepairFigures;

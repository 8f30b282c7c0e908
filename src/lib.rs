//! git-headway: a private mirror for developers.

pub mod classify;
pub mod episodes;
pub mod mine;
pub mod model;
pub mod report;

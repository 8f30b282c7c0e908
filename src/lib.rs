//! git-headway: a private mirror for developers.

pub mod hook;
pub mod mine;
pub mod model;
pub mod report;

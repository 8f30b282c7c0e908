//! git-headway: a private mirror for developers.

pub mod mine;
pub mod model;
pub mod profile;
pub mod report;

//! git-headway: a private mirror for developers.

pub mod git;
pub mod mine;
pub mod model;
pub mod report;
pub mod syntax;

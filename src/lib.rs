//! git-headway: a private mirror for developers.

pub mod model;

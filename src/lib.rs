//! git-headway: a private mirror for developers.

pub mod cli;
pub mod config;
pub mod mine;
pub mod model;
pub mod report;
pub mod ui;
